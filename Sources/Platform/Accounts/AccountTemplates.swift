import Kernel

extension NoticeTemplate.Name {
    static let passwordReset: Self = "accounts.password_reset"
    static let passwordChanged: Self = "accounts.password_changed"
    static let registrationToConfirm: Self = "accounts.confirm_registration"
    static let emailToVerify: Self = "accounts.verify_email"
    static let firstEmailToVerify: Self = "accounts.verify_first_email"
    static let alreadyRegistered: Self = "accounts.already_registered"
    static let newEmailToVerify: Self = "accounts.verify_new_email"
    static let emailChangeAsked: Self = "accounts.email_change_asked"
    static let emailChanged: Self = "accounts.email_changed"
    static let newDevice: Self = "accounts.new_device"
    static let secondFactorOn: Self = "accounts.second_factor_on"
    static let secondFactorOff: Self = "accounts.second_factor_off"
    static let recoveryCodeUsed: Self = "accounts.recovery_code_used"
    static let invitation: Self = "accounts.invitation"
    static let phoneCode: Self = "accounts.phone_code"
}

extension Accounts {
    /// The notices about accounts.
    static let templates: [NoticeTemplate] = registering + mailed + security + arranged + [texted]

    private static let texted = NoticeTemplate(
        .phoneCode,
        .security,
        channels: [.sms],
        subject: ["en": "Your code", "it": "Il suo codice", "ar": "رمزك", "ku": "کۆدەکەت"],
        body: [
            "en": "{{code}} is your code for {{site}}. It is valid for five minutes. Do not share it.",
            "it": "{{code}} è il suo codice per {{site}}, valido cinque minuti. Non lo comunichi a nessuno.",
            "ar": "{{code}} رمزك في {{site}}، صالح لخمس دقائق. لا تخبر به أحداً.",
            "ku": "{{code}} کۆدەکەتە بۆ {{site}}، پێنج خولەک کار دەکات. بە کەس مەڵێ.",
        ],
        preview: ["site": "Desk", "code": "123456"],
        secrets: ["code"]
    )

    static let link = "https://desk.example/verify-email?lang=en&token=Zm9v"

    private static let mailed: [NoticeTemplate] = [
        NoticeTemplate(
            .passwordReset,
            .security,
            channels: [.email],
            subject: [
                "en": "{{site}}: reset your password",
                "ar": "{{site}}: إعادة تعيين كلمة المرور",
                "ku": "{{site}}: دانانی وشەی نهێنیی نوێ", "it": "{{site}}: reimposti la password",
            ],
            body: [
                "en":
                    "Someone, hopefully you, asked for a new password. Choose it here within 30 minutes:\n\n{{link}}\n\nIf it was not you, you do not need to do anything.",
                "ar":
                    "طلب أحدهم، ونرجو أن يكون أنت، كلمة مرور جديدة. اخترها هنا خلال نصف ساعة:\n\n{{link}}\n\nإن لم تكن أنت من طلبها فلا حاجة إلى أي إجراء.",
                "ku":
                    "کەسێک، هیوادارین خۆت بیت، داوای وشەی نهێنیی نوێی کرد. لە ماوەی نیو کاتژمێردا لێرە هەڵیبژێرە:\n\n{{link}}\n\nئەگەر تۆ نەبوویت، پێویست ناکات هیچ بکەیت.",
                "it":
                    "È stata chiesta una nuova password per il suo account. La scelga qui entro 30 minuti:\n\n{{link}}\n\nSe non l'ha chiesta lei, non deve fare nulla.",
            ],
            preview: ["site": "Desk", "link": link],
            secrets: ["link"]
        ),
        NoticeTemplate(
            .emailToVerify,
            .security,
            channels: [.email],
            subject: [
                "en": "{{site}}: confirm your e-mail address",
                "ar": "{{site}}: أكّد بريدك الإلكتروني",
                "ku": "{{site}}: ئیمەیڵەکەت پشتڕاست بکەرەوە",
                "it": "{{site}}: confermi il suo indirizzo e-mail",
            ],
            body: [
                "en":
                    "This is the e-mail address of your account. Please confirm that it is yours:\n\n{{link}}\n\nIf you have no account here, you do not need to do anything: ignore this e-mail.",
                "ar":
                    "هذا عنوان البريد الإلكتروني لحسابك. نرجو تأكيد أنه لك:\n\n{{link}}\n\nإن لم يكن لك حساب هنا فلا حاجة إلى أي إجراء: تجاهل هذه الرسالة.",
                "ku":
                    "ئەمە ئیمەیڵی هەژمارەکەتە. تکایە پشتڕاستی بکەرەوە کە هی تۆیە:\n\n{{link}}\n\nئەگەر لێرە هەژمارت نییە، پێویست ناکات هیچ بکەیت: ئەم ئیمەیڵە پشتگوێ بخە.",
                "it":
                    "Questo è l'indirizzo e-mail del suo account. Confermi che è suo:\n\n{{link}}\n\nSe non ha un account qui, non deve fare nulla: ignori questa e-mail.",
            ],
            preview: ["site": "Desk", "link": link],
            secrets: ["link"]
        ),
        NoticeTemplate(
            .alreadyRegistered,
            .security,
            channels: [.email],
            subject: [
                "en": "{{site}}: you already have an account",
                "ar": "{{site}}: لديك حساب بالفعل",
                "ku": "{{site}}: پێشتر هەژمارت هەیە", "it": "{{site}}: ha già un account",
            ],
            body: [
                "en":
                    "Someone, hopefully you, tried to create an account with this address. It already has one: log in or request a new password.\n\nIf it was not you, you do not need to do anything.",
                "ar":
                    "حاول أحدهم، ونرجو أن يكون أنت، إنشاء حساب بهذا العنوان. لهذا العنوان حساب بالفعل: سجّل الدخول أو اطلب كلمة مرور جديدة.\n\nإن لم تكن أنت فلا حاجة إلى أي إجراء.",
                "ku":
                    "کەسێک، هیوادارین خۆت بیت، ویستی بەم ناونیشانە هەژمارێک دروست بکات. ئەم ناونیشانە پێشتر هەژماری هەیە: بچۆ ژوورەوە، یان داوای وشەی نهێنیی نوێ بکە.\n\nئەگەر تۆ نەبوویت، پێویست ناکات هیچ بکەیت.",
                "it":
                    "È stata chiesta l'apertura di un account con questo indirizzo, che ne ha già uno: acceda oppure chieda una nuova password.\n\nSe non l'ha chiesta lei, non deve fare nulla.",
            ],
            preview: ["site": "Desk"]
        ),
        NoticeTemplate(
            .newEmailToVerify,
            .security,
            channels: [.email],
            subject: [
                "en": "{{site}}: confirm your new address",
                "ar": "{{site}}: أكّد عنوانك الجديد",
                "ku": "{{site}}: ناونیشانە نوێیەکەت پشتڕاست بکەرەوە",
                "it": "{{site}}: confermi il nuovo indirizzo",
            ],
            body: [
                "en":
                    "You asked to use this address for your account. Confirm it within a day:\n\n{{link}}\n\nIf you did not ask for this, you do not need to do anything.",
                "ar":
                    "طلبت استخدام هذا العنوان لحسابك. أكّده خلال يوم:\n\n{{link}}\n\nإن لم تطلب ذلك فلا حاجة إلى أي إجراء.",
                "ku":
                    "داوات کرد ئەم ناونیشانە بۆ هەژمارەکەت بەکاربهێنیت. لە ماوەی ڕۆژێکدا پشتڕاستی بکەرەوە:\n\n{{link}}\n\nئەگەر داوات نەکردووە، پێویست ناکات هیچ بکەیت.",
                "it":
                    "Ha chiesto di usare questo indirizzo per il suo account. Lo confermi entro un giorno:\n\n{{link}}\n\nSe non lo ha chiesto lei, non deve fare nulla.",
            ],
            preview: ["site": "Desk", "link": link],
            secrets: ["link"]
        ),
        NoticeTemplate(
            .invitation,
            .security,
            channels: [.email],
            subject: [
                "en": "{{site}}: you are invited",
                "ar": "{{site}}: لديك دعوة",
                "ku": "{{site}}: بانگهێشت کراویت", "it": "{{site}}: ha ricevuto un invito",
            ],
            body: [
                "en":
                    "Dear {{name}},\n\nYou have been invited to work with {{site}}. Choose a password within a week:\n\n{{link}}",
                "ar":
                    "مرحباً {{name}}،\n\nتلقيت دعوة للانضمام إلى {{site}}. اختر كلمة مرور خلال أسبوع:\n\n{{link}}",
                "ku":
                    "بەڕێز {{name}}،\n\nبانگهێشت کراویت بۆ بەشداریکردن لە {{site}}. لە ماوەی هەفتەیەکدا وشەی نهێنی هەڵبژێرە:\n\n{{link}}",
                "it":
                    "Gentile {{name}},\n\nha ricevuto un invito a lavorare con {{site}}. Scelga una password entro una settimana:\n\n{{link}}",
            ],
            preview: ["site": "Desk", "name": "Marco Verdi", "link": link],
            secrets: ["link"]
        ),
        NoticeTemplate(
            .emailChangeAsked,
            .security,
            channels: [.email],
            subject: [
                "en": "{{site}}: change of address requested",
                "ar": "{{site}}: طلب تغيير العنوان",
                "ku": "{{site}}: داواکاری گۆڕینی ناونیشان", "it": "{{site}}: richiesta di cambio indirizzo",
            ],
            body: [
                "en":
                    "Someone asked to change the address of your account to {{new_email}}. If it was not you, change your password now.",
                "ar": "طلب أحدهم تغيير عنوان حسابك إلى {{new_email}}. إن لم تكن أنت فغيّر كلمة مرورك الآن.",
                "ku":
                    "کەسێک داوای کرد ناونیشانی هەژمارەکەت بگۆڕدرێت بۆ {{new_email}}. ئەگەر تۆ نەبوویت، ئێستا وشەی نهێنیت بگۆڕە.",
                "it":
                    "È stato chiesto di cambiare l'indirizzo del suo account in {{new_email}}. Se non lo ha chiesto lei, cambi subito la password.",
            ],
            preview: ["site": "Desk", "new_email": "giulia@example.com"]
        ),
        NoticeTemplate(
            .emailChanged,
            .security,
            channels: [.email],
            subject: [
                "en": "Your address was changed",
                "ar": "تغيّر عنوانك",
                "ku": "ناونیشانەکەت گۆڕدرا", "it": "Il suo indirizzo è stato modificato",
            ],
            body: [
                "en":
                    "The address of your account is now {{new_email}}. You can no longer log in with this one. If it was not you, contact us.",
                "ar":
                    "عنوان حسابك الآن {{new_email}}. لم يعد بإمكانك الدخول بهذا العنوان. إن لم تكن أنت فتواصل معنا.",
                "ku":
                    "ناونیشانی هەژمارەکەت ئێستا {{new_email}}یە. چیتر ناتوانیت بەم ناونیشانە بچیتە ژوورەوە. ئەگەر تۆ نەبوویت، پەیوەندیمان پێوە بکە.",
                "it":
                    "L'indirizzo del suo account è ora {{new_email}}. Con questo indirizzo non può più accedere. Se non riconosce questa operazione, ci contatti.",
            ],
            preview: ["new_email": "giulia@example.com"]
        ),
    ]
}
