import Kernel

extension NoticeTemplate.Name {
    static let deviceAdded: Self = "accounts.device_added"
    static let feedAdded: Self = "accounts.feed_added"
    static let phoneSet: Self = "accounts.phone_set"
    static let firstPassword: Self = "accounts.first_password"
    static let secondFactorReset: Self = "accounts.second_factor_reset"
}

extension Accounts {
    /// What people are told of what others did with their access.
    static let arranged: [NoticeTemplate] = [
        NoticeTemplate(
            .firstPassword,
            .security,
            channels: [.email],
            subject: [
                "en": "{{site}}: your account",
                "ar": "{{site}}: حسابك",
                "ku": "{{site}}: هەژمارەکەت",
                "it": "{{site}}: il suo account",
            ],
            body: [
                "en":
                    "An account was opened for you. Choose its password here within a week:\n\n{{link}}\n\nIf you expect no account with us, you need not do anything.",
                "ar":
                    "فُتح لك حساب. اختر كلمة مروره هنا خلال أسبوع:\n\n{{link}}\n\nإن لم تكن تنتظر حساباً لدينا فلا حاجة إلى أي إجراء.",
                "ku":
                    "هەژمارێکت بۆ کرایەوە. لە ماوەی هەفتەیەکدا لێرە وشەی نهێنییەکەی هەڵبژێرە:\n\n{{link}}\n\nئەگەر چاوەڕوانی هەژمارێک لای ئێمە نیت، پێویست ناکات هیچ بکەیت.",
                "it":
                    "È stato aperto un account per lei. Scelga qui la password entro una settimana:\n\n{{link}}\n\nSe non aspetta un account da noi, non deve fare nulla.",
            ],
            preview: ["site": "Desk", "link": "https://desk.example/reset-password?lang=en&token=Zm9v"],
            secrets: ["link"]
        ),
        NoticeTemplate(
            .secondFactorReset,
            .security,
            channels: [.inApp, .email, .sms],
            subject: [
                "en": "Two-step login was taken out of your account",
                "ar": "أُزيل الدخول بخطوتين من حسابك",
                "ku": "چوونەژوورەوەی دوو هەنگاوی لە هەژمارەکەت لابرا",
                "it": "L'accesso in due passaggi è stato rimosso dal suo account",
            ],
            body: [
                "en":
                    "An administrator of {{site}} took the authenticator out of your account and ended your sessions. Your password alone opens it now: turn two-step login on again in the settings of your account. If you did not ask for this, change your password and write to us.",
                "ar":
                    "أزال مشرف في {{site}} تطبيق المصادقة من حسابك وأنهى جلساتك. كلمة مرورك وحدها تفتحه الآن: فعّل الدخول بخطوتين من جديد في إعدادات حسابك. إن لم تطلب ذلك فغيّر كلمة مرورك وراسلنا.",
                "ku":
                    "بەڕێوەبەرێکی {{site}} ئەپی دڵنیاکەرەوەی لە هەژمارەکەت لابرد و دانیشتنەکانتی کۆتایی پێ هێنا. ئێستا تەنها وشەی نهێنیت دەیکاتەوە: لە ڕێکخستنەکانی هەژمارەکەتدا دووبارە چوونەژوورەوەی دوو هەنگاوی چالاک بکە. ئەگەر داوات نەکردووە، وشەی نهێنیت بگۆڕە و بۆمان بنووسە.",
                "it":
                    "Un amministratore di {{site}} ha rimosso l'app di autenticazione dal suo account e terminato le sue sessioni. Ora basta la sua password per entrare: riattivi l'accesso in due passaggi nelle impostazioni del suo account. Se non lo ha chiesto lei, cambi la password e ci scriva.",
            ],
            preview: ["site": "Desk"]
        ),
        NoticeTemplate(
            .deviceAdded,
            .security,
            subject: [
                "en": "A device is told what you are told",
                "ar": "جهاز يُخطَر بما تُخطَر به",
                "ku": "ئامێرێک ئاگادار دەکرێتەوە وەک تۆ",
                "it": "Un dispositivo riceve i suoi avvisi",
            ],
            body: [
                "en":
                    "A device ({{platform}}) was added to your account with {{site}}. It ends when you log out there, or end that session. If it is not yours, change your password.",
                "ar":
                    "أُضيف جهاز ({{platform}}) إلى حسابك في {{site}}. ينتهي عند تسجيل الخروج منه أو إنهاء جلسته. إن لم يكن لك فغيّر كلمة مرورك.",
                "ku":
                    "ئامێرێک ({{platform}}) بۆ هەژمارەکەت لە {{site}} زیاد کرا. کاتێک لێی دەچیتە دەرەوە یان دانیشتنەکەی کۆتایی پێ دەهێنیت، کۆتایی دێت. ئەگەر هی تۆ نییە، وشەی نهێنیت بگۆڕە.",
                "it":
                    "Un dispositivo ({{platform}}) è stato aggiunto al suo account presso {{site}}. Finisce quando esce da lì o termina quella sessione. Se non è suo, cambi la password.",
            ],
            preview: ["site": "Desk", "platform": "android"],
            isQuiet: true
        ),
        NoticeTemplate(
            .feedAdded,
            .security,
            subject: [
                "en": "Your calendar has an address",
                "ar": "لتقويمك عنوان",
                "ku": "ڕۆژژمێرەکەت ناونیشانێکی هەیە",
                "it": "Il suo calendario ha un indirizzo",
            ],
            body: [
                "en":
                    "An address at which programs read your calendar with {{site}} was made. It ends when you log out where it was made, or end that session. If it was not you, change your password.",
                "ar":
                    "أُنشئ عنوان تقرأ منه البرامج تقويمك في {{site}}. ينتهي عند تسجيل الخروج من حيث أُنشئ أو إنهاء تلك الجلسة. إن لم تكن أنت فغيّر كلمة مرورك.",
                "ku":
                    "ناونیشانێک دروست کرا کە بەرنامەکان ڕۆژژمێرەکەت لە {{site}} لێوەی دەخوێننەوە. کاتێک لەو شوێنە دەچیتە دەرەوە یان دانیشتنەکەی کۆتایی پێ دەهێنیت، کۆتایی دێت. ئەگەر تۆ نەبوویت، وشەی نهێنیت بگۆڕە.",
                "it":
                    "È stato creato un indirizzo da cui i programmi leggono il suo calendario presso {{site}}. Finisce quando esce da dove è stato creato o termina quella sessione. Se non è stato lei, cambi la password.",
            ],
            preview: ["site": "Desk"],
            isQuiet: true
        ),
        NoticeTemplate(
            .phoneSet,
            .security,
            subject: [
                "en": "A telephone number was put into your account",
                "ar": "أُضيف رقم هاتف إلى حسابك",
                "ku": "ژمارەی تەلەفۆنێک خرایە هەژمارەکەتەوە",
                "it": "Un numero di telefono è stato inserito nel suo account",
            ],
            body: [
                "en":
                    "Someone of {{site}} put the number {{phone}} into your account. If it is not yours, write to us.",
                "ar": "أضاف أحد في {{site}} الرقم {{phone}} إلى حسابك. إن لم يكن رقمك فراسلنا.",
                "ku": "کەسێکی {{site}} ژمارەی {{phone}}ی خستە هەژمارەکەتەوە. ئەگەر هی تۆ نییە، بۆمان بنووسە.",
                "it":
                    "Qualcuno di {{site}} ha inserito il numero {{phone}} nel suo account. Se non è suo, ci scriva.",
            ],
            preview: ["site": "Desk", "phone": "+393331234567"]
        ),
    ]
}
