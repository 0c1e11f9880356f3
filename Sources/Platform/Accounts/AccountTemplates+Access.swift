import Kernel

extension NoticeTemplate.Name {
    static let deviceAdded: Self = "accounts.device_added"
    static let feedAdded: Self = "accounts.feed_added"
    static let phoneSet: Self = "accounts.phone_set"
    static let firstPassword: Self = "accounts.first_password"
    static let secondFactorReset: Self = "accounts.second_factor_reset"
}

extension Accounts {
    /// The notices of what others did with the access to an account.
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
                    "An account was created for you. Choose a password here within a week:\n\n{{link}}\n\nIf you are not expecting an account with us, you do not need to do anything.",
                "ar":
                    "أُنشئ لك حساب. اختر كلمة مرور هنا خلال أسبوع:\n\n{{link}}\n\nإن لم تكن تنتظر حساباً لدينا فلا حاجة إلى أي إجراء.",
                "ku":
                    "هەژمارێکت بۆ دروست کرا. لە ماوەی هەفتەیەکدا لێرە وشەی نهێنی هەڵبژێرە:\n\n{{link}}\n\nئەگەر چاوەڕوانی هەژمارێک لای ئێمە نیت، پێویست ناکات هیچ بکەیت.",
                "it":
                    "È stato creato un account per lei. Scelga qui una password entro una settimana:\n\n{{link}}\n\nSe non si aspettava un account da noi, non deve fare nulla.",
            ],
            preview: ["site": "Desk", "link": "https://desk.example/reset-password?lang=en&token=Zm9v"],
            secrets: ["link"]
        ),
        NoticeTemplate(
            .secondFactorReset,
            .security,
            channels: [.inApp, .email, .sms],
            subject: [
                "en": "Two-step login was removed from your account",
                "ar": "أُزيل الدخول بخطوتين من حسابك",
                "ku": "چوونەژوورەوەی دوو هەنگاوی لە هەژمارەکەت لابرا",
                "it": "L'accesso in due passaggi è stato rimosso dal suo account",
            ],
            body: [
                "en":
                    "An administrator of {{site}} removed the authenticator from your account and ended your sessions. Your password is now enough to log in: turn two-step login on again in your account settings. If you did not ask for this, change your password and contact us.",
                "ar":
                    "أزال مشرف في {{site}} تطبيق المصادقة من حسابك وأنهى جلساتك. كلمة مرورك وحدها تكفي للدخول الآن: فعّل الدخول بخطوتين من جديد في إعدادات حسابك. إن لم تطلب ذلك فغيّر كلمة مرورك وتواصل معنا.",
                "ku":
                    "بەڕێوەبەرێکی {{site}} ئەپی دڵنیاکەرەوەی لە هەژمارەکەت لابرد و دانیشتنەکانتی کۆتایی پێ هێنا. ئێستا تەنها وشەی نهێنیت بۆ چوونەژوورەوە بەسە: لە ڕێکخستنەکانی هەژمارەکەتدا دووبارە چوونەژوورەوەی دوو هەنگاوی چالاک بکە. ئەگەر داوات نەکردووە، وشەی نهێنیت بگۆڕە و پەیوەندیمان پێوە بکە.",
                "it":
                    "Un amministratore di {{site}} ha rimosso l'app di autenticazione dal suo account e terminato le sue sessioni. Ora per accedere basta la sua password: riattivi l'accesso in due passaggi nelle impostazioni del suo account. Se non lo ha chiesto lei, cambi la password e ci contatti.",
            ],
            preview: ["site": "Desk"]
        ),
        NoticeTemplate(
            .deviceAdded,
            .security,
            subject: [
                "en": "A new device receives your notifications",
                "ar": "جهاز جديد يستقبل إشعاراتك",
                "ku": "ئامێرێکی نوێ ئاگادارکردنەوەکانت وەردەگرێت",
                "it": "Un nuovo dispositivo riceve le sue notifiche",
            ],
            body: [
                "en":
                    "A device ({{platform}}) was added to your {{site}} account and receives your notifications. This ends when you log out on it or end its session. If it is not yours, change your password.",
                "ar":
                    "أُضيف جهاز ({{platform}}) إلى حسابك في {{site}} وهو يستقبل إشعاراتك. ينتهي ذلك عند تسجيل الخروج منه أو إنهاء جلسته. إن لم يكن لك فغيّر كلمة مرورك.",
                "ku":
                    "ئامێرێک ({{platform}}) بۆ هەژمارەکەت لە {{site}} زیاد کرا و ئاگادارکردنەوەکانت وەردەگرێت. کاتێک لێی دەچیتە دەرەوە یان دانیشتنەکەی کۆتایی پێ دەهێنیت، ئەمە کۆتایی دێت. ئەگەر هی تۆ نییە، وشەی نهێنیت بگۆڕە.",
                "it":
                    "Un dispositivo ({{platform}}) è stato aggiunto al suo account di {{site}} e riceve le sue notifiche. Non le riceverà più quando uscirà dall'account su quel dispositivo o ne terminerà la sessione. Se non è suo, cambi la password.",
            ],
            preview: ["site": "Desk", "platform": "android"],
            isQuiet: true
        ),
        NoticeTemplate(
            .feedAdded,
            .security,
            subject: [
                "en": "A link to your calendar was created",
                "ar": "أُنشئ رابط لتقويمك",
                "ku": "بەستەرێک بۆ ڕۆژژمێرەکەت دروست کرا",
                "it": "È stato creato un link al suo calendario",
            ],
            body: [
                "en":
                    "A link was created that lets calendar apps read your {{site}} calendar. It stops working when you log out of the session that created it or end that session. If it was not you, change your password.",
                "ar":
                    "أُنشئ رابط تقرأ به تطبيقات التقويم تقويمك في {{site}}. يتوقف الرابط عند تسجيل الخروج من الجلسة التي أُنشئ فيها أو إنهائها. إن لم تكن أنت فغيّر كلمة مرورك.",
                "ku":
                    "بەستەرێک دروست کرا کە ئەپەکانی ڕۆژژمێر ڕۆژژمێرەکەت لە {{site}} پێی دەخوێننەوە. کاتێک لەو دانیشتنە دەچیتە دەرەوە کە تێیدا دروست کراوە، یان کۆتایی پێ دەهێنیت، لە کار دەکەوێت. ئەگەر تۆ نەبوویت، وشەی نهێنیت بگۆڕە.",
                "it":
                    "È stato creato un link che consente alle app di calendario di leggere il suo calendario di {{site}}. Il link smetterà di funzionare quando uscirà dalla sessione in cui è stato creato o la terminerà. Se non lo ha creato lei, cambi la password.",
            ],
            preview: ["site": "Desk"],
            isQuiet: true
        ),
        NoticeTemplate(
            .phoneSet,
            .security,
            subject: [
                "en": "A phone number was added to your account",
                "ar": "أُضيف رقم هاتف إلى حسابك",
                "ku": "ژمارەیەکی تەلەفۆن بۆ هەژمارەکەت زیاد کرا",
                "it": "Un numero di telefono è stato aggiunto al suo account",
            ],
            body: [
                "en":
                    "Someone at {{site}} added the number {{phone}} to your account. If it is not yours, contact us.",
                "ar": "أضاف أحد العاملين في {{site}} الرقم {{phone}} إلى حسابك. إن لم يكن رقمك فتواصل معنا.",
                "ku":
                    "کەسێک لە {{site}} ژمارەی {{phone}}ی بۆ هەژمارەکەت زیاد کرد. ئەگەر هی تۆ نییە، پەیوەندیمان پێوە بکە.",
                "it":
                    "Qualcuno di {{site}} ha aggiunto il numero {{phone}} al suo account. Se non è suo, ci contatti.",
            ],
            preview: ["site": "Desk", "phone": "+393331234567"]
        ),
    ]
}
