import Kernel

/// The texts of the pages: headings, buttons, labels.
// swift-format-ignore
enum PageText {
    static let email: LocalizedText       = ["en": "E-mail address", "it": "Indirizzo e-mail", "ar": "البريد الإلكتروني", "ku": "ئیمەیڵ"]
    static let password: LocalizedText    = ["en": "Password", "it": "Password", "ar": "كلمة المرور", "ku": "وشەی نهێنی"]
    static let newPassword: LocalizedText = ["en": "New password", "it": "Nuova password", "ar": "كلمة المرور الجديدة", "ku": "وشەی نهێنیی نوێ"]

    static let openAccount: LocalizedText    = ["en": "Activate your account", "it": "Attivi il suo account", "ar": "فعّل حسابك", "ku": "هەژمارەکەت چالاک بکە"]
    static let confirmAddress: LocalizedText = ["en": "Confirm your address", "it": "Confermi il suo indirizzo", "ar": "أكّد عنوانك", "ku": "ناونیشانەکەت پشتڕاست بکەرەوە"]
    static let confirm: LocalizedText        = ["en": "Confirm", "it": "Confermo", "ar": "تأكيد", "ku": "پشتڕاستی دەکەمەوە"]
    static let accountOpen: LocalizedText    = ["en": "Your account is active", "it": "Il suo account è attivo", "ar": "حسابك مفعّل", "ku": "هەژمارەکەت چالاکە"]
    static let confirmed: LocalizedText      = ["en": "The address is confirmed", "it": "L'indirizzo è confermato", "ar": "تم تأكيد العنوان", "ku": "ناونیشانەکە پشتڕاست کرایەوە"]
    static let choosePassword: LocalizedText = ["en": "Choose a new password", "it": "Scelga una nuova password", "ar": "اختر كلمة مرور جديدة", "ku": "وشەی نهێنیی نوێ هەڵبژێرە"]
    static let savePassword: LocalizedText   = ["en": "Save the password", "it": "Salvi la password", "ar": "احفظ كلمة المرور", "ku": "وشەی نهێنی پاشەکەوت بکە"]
    static let passwordSaved: LocalizedText  = ["en": "Your password has been changed", "it": "La sua password è stata modificata", "ar": "تغيّرت كلمة مرورك", "ku": "وشەی نهێنیت گۆڕدرا"]
    static let forgotten: LocalizedText      = ["en": "Reset your password", "it": "Reimposti la sua password", "ar": "إعادة تعيين كلمة المرور", "ku": "دانانی وشەی نهێنیی نوێ"]
    static let sendLink: LocalizedText       = ["en": "Send me a link", "it": "Inviatemi un link", "ar": "أرسلوا لي رابطاً", "ku": "بەستەرێکم بۆ بنێرن"]
    static let linkAsked: LocalizedText      = ["en": "Check your e-mail", "it": "Controlli la sua posta", "ar": "تحقق من بريدك", "ku": "سەیری ئیمەیڵەکانت بکە"]
    static let linkOver: LocalizedText       = ["en": "This link no longer works", "it": "Questo link non è più valido", "ar": "لم يعد هذا الرابط صالحاً", "ku": "ئەم بەستەرە چیتر کار ناکات"]
    static let anotherLink: LocalizedText    = ["en": "Get a new link", "it": "Richieda un nuovo link", "ar": "طلب رابط جديد", "ku": "داوای بەستەرێکی نوێ بکە"]
    static let invited: LocalizedText        = ["en": "Accept the invitation", "it": "Accetti l'invito", "ar": "اقبل الدعوة", "ku": "بانگهێشتەکە وەربگرە"]
    static let join: LocalizedText           = ["en": "Join", "it": "Accetto", "ar": "انضمام", "ku": "بەشداری دەکەم"]
    static let joined: LocalizedText         = ["en": "Welcome", "it": "Le diamo il benvenuto", "ar": "أهلاً بك", "ku": "بەخێربێیت"]
    static let stopMails: LocalizedText      = ["en": "Stop these e-mails?", "it": "Vuole interrompere queste e-mail?", "ar": "إيقاف هذه الرسائل؟", "ku": "ئەم ئیمەیڵانە بوەستێنرێن؟"]
    static let stop: LocalizedText           = ["en": "Yes, stop them", "it": "Sì, interrompere", "ar": "نعم، أوقفوها", "ku": "بەڵێ، بیانوەستێنن"]
    static let stopped: LocalizedText        = ["en": "These e-mails have stopped", "it": "Non riceverà più queste e-mail", "ar": "توقفت هذه الرسائل", "ku": "ئەم ئیمەیڵانە وەستێنران"]
    static let toFrontEnd: LocalizedText     = ["en": "Continue", "it": "Continua", "ar": "متابعة", "ku": "بەردەوام بە"]
}

/// The explanations on the pages.
// swift-format-ignore
extension PageText {
    static func passwordRules(_ minimum: Int) -> LocalizedText {
        [
            "en": "At least \(minimum) characters. A sentence that you can remember works best; common passwords are not accepted.",
            "it": "Almeno \(minimum) caratteri. L'ideale è una frase facile da ricordare; le password più comuni non sono accettate.",
            "ar": "يجب ألا يقل عدد المحارف عن \(minimum). الأفضل جملة تتذكرها، ولا تُقبل كلمات المرور الشائعة.",
            "ku": "لانیکەم \(minimum) پیت. باشترین هەڵبژاردن ڕستەیەکە کە لە بیرت دەمێنێت؛ وشەی نهێنییە باوەکان وەرناگیرێن.",
        ]
    }

    static let openHow: LocalizedText = [
        "en": "Choose a password for your account. If you did not request an account, close this page and nothing will happen.",
        "it": "Scelga la password con cui accederà. Se non ha chiesto un account, chiuda questa pagina: non succederà nulla.",
        "ar": "اختر كلمة مرور لحسابك. إن لم تطلب حساباً فأغلق هذه الصفحة ولن يحدث شيء.",
        "ku": "وشەی نهێنییەک بۆ هەژمارەکەت هەڵبژێرە. ئەگەر داوای هەژمارت نەکردووە، ئەم پەڕەیە دابخە؛ هیچ ڕوونادات.",
    ]
    static let confirmHow: LocalizedText = [
        "en": "This address becomes the confirmed address of your account. If you did not request this, close this page and nothing will happen.",
        "it": "Questo diventerà l'indirizzo confermato del suo account. Se non lo ha chiesto, chiuda questa pagina: non succederà nulla.",
        "ar": "سيصبح هذا هو العنوان المؤكَّد لحسابك. إن لم تطلب ذلك فأغلق هذه الصفحة ولن يحدث شيء.",
        "ku": "ئەمە دەبێتە ناونیشانی پشتڕاستکراوەی هەژمارەکەت. ئەگەر داوات نەکردووە، ئەم پەڕەیە دابخە؛ هیچ ڕوونادات.",
    ]
    static let confirmWithPassword: LocalizedText = [
        "en": "The account was created with a phone number. Enter its password to add this address. If it is not your account, close this page and nothing will happen.",
        "it": "L'account è stato creato con un numero di telefono. Inserisca la password dell'account per aggiungere questo indirizzo. Se l'account non è suo, chiuda questa pagina: non succederà nulla.",
        "ar": "أُنشئ الحساب برقم هاتف. أدخل كلمة مروره لإضافة هذا العنوان. إن لم يكن حسابك فأغلق هذه الصفحة ولن يحدث شيء.",
        "ku": "هەژمارەکە بە ژمارەی تەلەفۆن دروستکراوە. وشەی نهێنییەکەی بنووسە بۆ زیادکردنی ئەم ناونیشانە. ئەگەر هی تۆ نییە، ئەم پەڕەیە دابخە؛ هیچ ڕوونادات.",
    ]
    static let logInNow: LocalizedText = [
        "en": "You can now log in with this address and your password.",
        "it": "Ora può accedere con questo indirizzo e la sua password.",
        "ar": "يمكنك الآن تسجيل الدخول بهذا العنوان وكلمة مرورك.",
        "ku": "ئێستا دەتوانیت بەم ناونیشانە و وشەی نهێنیت بچیتە ژوورەوە.",
    ]
    static let closeNow: LocalizedText = [
        "en": "You can close this page.", "it": "Può chiudere questa pagina.",
        "ar": "يمكنك إغلاق هذه الصفحة.", "ku": "دەتوانیت ئەم پەڕەیە دابخەیت.",
    ]
    static let passwordHow: LocalizedText = [
        "en": "All sessions of your account will end, on every device.",
        "it": "Tutte le sessioni del suo account termineranno, su ogni dispositivo.",
        "ar": "ستنتهي كل جلسات حسابك على جميع الأجهزة.",
        "ku": "هەموو دانیشتنەکانی هەژمارەکەت لە هەموو ئامێرێکدا کۆتاییان دێت.",
    ]
    static let forgottenHow: LocalizedText = [
        "en": "Enter the e-mail address of your account. If the account exists, you will receive an e-mail with a link to choose a new password.",
        "it": "Inserisca l'indirizzo e-mail del suo account. Se l'account esiste, riceverà un'e-mail con un link per scegliere una nuova password.",
        "ar": "أدخل عنوان البريد الإلكتروني لحسابك. إن كان الحساب موجوداً فستصلك رسالة فيها رابط لاختيار كلمة مرور جديدة.",
        "ku": "ئیمەیڵی هەژمارەکەت بنووسە. ئەگەر هەژمارەکە هەبێت، ئیمەیڵێکت بۆ دێت بە بەستەرێک بۆ هەڵبژاردنی وشەی نهێنیی نوێ.",
    ]
    static let confirmationHow: LocalizedText = [
        "en": "Enter the e-mail address that you registered. If it is waiting for confirmation, you will receive an e-mail with a new link.",
        "it": "Inserisca l'indirizzo e-mail indicato nella registrazione. Se è in attesa di conferma, riceverà un'e-mail con un nuovo link.",
        "ar": "أدخل عنوان البريد الإلكتروني الذي سجّلت به. إن كان ينتظر التأكيد فستصلك رسالة فيها رابط جديد.",
        "ku": "ئەو ئیمەیڵە بنووسە کە خۆت پێ تۆمار کردووە. ئەگەر چاوەڕێی پشتڕاستکردنەوە بێت، ئیمەیڵێکت بۆ دێت بە بەستەرێکی نوێ.",
    ]
    static let linkOverWhy: LocalizedText = [
        "en": "It is incomplete, has already been used, or has expired.",
        "it": "È incompleto, è già stato usato oppure è scaduto.",
        "ar": "إنه ناقص أو استُخدم من قبل أو انتهت مدته.",
        "ku": "ناتەواوە، پێشتر بەکارهاتووە یان ماوەکەی تەواو بووە.",
    ]
    static let changeAgain: LocalizedText = [
        "en": "If you wanted to change the address of your account, log in and request the change again.",
        "it": "Se voleva cambiare l'indirizzo del suo account, acceda e richieda di nuovo la modifica.",
        "ar": "إن أردت تغيير عنوان حسابك فسجّل الدخول واطلب التغيير من جديد.",
        "ku": "ئەگەر ویستت ناونیشانی هەژمارەکەت بگۆڕیت، بچۆ ژوورەوە و دووبارە داوای گۆڕینەکە بکە.",
    ]
    static let askInviter: LocalizedText = [
        "en": "If you have joined already, log in. Otherwise ask the person who invited you to send the invitation again.",
        "it": "Se ha già accettato, acceda. Altrimenti chieda a chi l'ha invitata di inviare di nuovo l'invito.",
        "ar": "إن كنت قد انضممت فسجّل الدخول. وإلا فاطلب ممن دعاك أن يعيد إرسال الدعوة.",
        "ku": "ئەگەر پێشتر بەشداریت کردووە، بچۆ ژوورەوە. ئەگەرنا داوا لەو کەسە بکە کە بانگهێشتی کردوویت دووبارە بینێرێتەوە.",
    ]
    static let joinHow: LocalizedText = [
        "en": "Choose a password for your account.", "it": "Scelga la password con cui accederà.",
        "ar": "اختر كلمة مرور لحسابك.", "ku": "وشەی نهێنییەک بۆ هەژمارەکەت هەڵبژێرە.",
    ]
    static let stopHow: LocalizedText = [
        "en": "You will still receive messages about the security of your account.",
        "it": "Continuerà a ricevere i messaggi sulla sicurezza del suo account.",
        "ar": "ستظل تصلك الرسائل المتعلقة بأمان حسابك.",
        "ku": "هێشتا پەیام لەبارەی ئاسایشی هەژمارەکەتەوە وەردەگریت.",
    ]
    static let startAgain: LocalizedText = [
        "en": "You can turn them on again at any time in the app, under notifications.",
        "it": "Può riattivarle in ogni momento nell'app, alla voce Notifiche.",
        "ar": "يمكنك استئنافها في أي وقت من التطبيق، في قسم الإشعارات.",
        "ku": "هەر کاتێک بتەوێت دەتوانیت لە ئەپەکەدا، لە بەشی ئاگادارکردنەوەکان، دووبارە چالاکیان بکەیتەوە.",
    ]
    static let linkAskedHow: LocalizedText = [
        "en": "Check your spam folder too. If you find several links, open the newest one.",
        "it": "Controlli anche la posta indesiderata. Se trova più link, apra il più recente.",
        "ar": "تحقق أيضاً من البريد غير المرغوب فيه. وإن وجدت عدة روابط فافتح أحدثها.",
        "ku": "سەیری ئیمەیڵە نەخوازراوەکانیش بکە. ئەگەر چەند بەستەرێکت دۆزییەوە، نوێترینیان بکەرەوە.",
    ]
    static let confirmationAsked: LocalizedText = [
        "en": "If this address is waiting for confirmation, an e-mail with a link is on its way.",
        "it": "Se questo indirizzo è in attesa di conferma, è in arrivo un'e-mail con un link.",
        "ar": "إن كان هذا العنوان ينتظر التأكيد فستصله رسالة فيها رابط.",
        "ku": "ئەگەر ئەم ناونیشانە چاوەڕێی پشتڕاستکردنەوە بێت، ئیمەیڵێک بە بەستەرێکەوە لە ڕێگادایە.",
    ]
}

/// Greetings, and advice on refusals.
// swift-format-ignore
extension PageText {
    static func greeting(_ name: String) -> LocalizedText {
        ["en": "Dear \(name),", "it": "Gentile \(name),", "ar": "مرحباً \(name)،", "ku": "بەڕێز \(name)،"]
    }

    static func invitation(to site: String) -> LocalizedText {
        [
            "en": "You have been invited to work with \(site).", "it": "Ha ricevuto un invito a lavorare con \(site).",
            "ar": "تلقيت دعوة للعمل مع \(site).", "ku": "بانگهێشت کراویت بۆ کارکردن لەگەڵ \(site).",
        ]
    }

    /// The time to try again: in seconds, and in minutes from a minute and a half on.
    static func comeBack(in seconds: Int) -> LocalizedText {
        let minutes = (seconds + 59) / 60
        return seconds <= 90
            ? [
                "en": "Try again in \(seconds) seconds.", "it": "Riprovi tra \(seconds) secondi.",
                "ar": "أعد المحاولة بعد \(seconds) ثانية.", "ku": "دوای \(seconds) چرکە دووبارە هەوڵ بدەرەوە.",
            ]
            : [
                "en": "Try again in \(minutes) minutes.", "it": "Riprovi tra \(minutes) minuti.",
                "ar": "أعد المحاولة بعد \(minutes) دقيقة.", "ku": "دوای \(minutes) خولەک دووبارە هەوڵ بدەرەوە.",
            ]
    }

    static let openFileAgain: LocalizedText = [
        "en": "Links to files work only for a short time. Go back to the page with the file and open it again.",
        "it": "I link ai file valgono solo per poco tempo. Torni alla pagina del file e lo apra di nuovo.",
        "ar": "تعمل روابط الملفات لوقت قصير فقط. ارجع إلى صفحة الملف وافتحه من جديد.",
        "ku": "بەستەری فایلەکان تەنها بۆ ماوەیەکی کورت کار دەکەن. بگەڕێوە بۆ پەڕەی فایلەکە و دووبارە بیکەرەوە.",
    ]
    static let fileIsChecked: LocalizedText = [
        "en": "Try again in a minute.", "it": "Riprovi tra un minuto.", "ar": "أعد المحاولة بعد دقيقة.", "ku": "دوای خولەکێک دووبارە هەوڵ بدەرەوە.",
    ]
    static let linkIncomplete: LocalizedText = [
        "en": "The link may be incomplete. Open it from the e-mail, or copy the whole link.",
        "it": "Il link potrebbe essere incompleto. Lo apra dall'e-mail oppure lo copi per intero.",
        "ar": "قد يكون الرابط ناقصاً. افتحه من الرسالة أو انسخه كاملاً.",
        "ku": "لەوانەیە بەستەرەکە ناتەواو بێت. لە ئیمەیڵەکەوە بیکەرەوە، یان بە تەواوی لەبەری بگرەوە.",
    ]
    static let logInInstead: LocalizedText = [
        "en": "Log in or reset your password.", "it": "Acceda oppure reimposti la password.",
        "ar": "سجّل الدخول أو أعد تعيين كلمة المرور.", "ku": "بچۆ ژوورەوە، یان وشەی نهێنیی نوێ دابنێ.",
    ]
    static let openFromMail: LocalizedText = [
        "en": "Open the link in the e-mail and use the form there.",
        "it": "Apra il link nell'e-mail e usi il modulo che trova lì.",
        "ar": "افتح الرابط من الرسالة واستخدم النموذج في الصفحة التي يفتحها.",
        "ku": "بەستەرەکە لە ئیمەیڵەکەوە بکەرەوە و فۆرمەکەی ئەوێ بەکاربهێنە.",
    ]
}
