import Kernel

extension NoticeTemplate.Name {
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
            preview: ["site": "Desk", "link": "https://desk.example/reset-password#token=Zm9v"],
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
                    "An administrator of {{site}} took the authenticator out of your account and ended your sessions. If you did not ask for this, change your password and write to us.",
                "ar":
                    "أزال مشرف في {{site}} تطبيق المصادقة من حسابك وأنهى جلساتك. إن لم تطلب ذلك فغيّر كلمة مرورك وراسلنا.",
                "ku":
                    "بەڕێوەبەرێکی {{site}} ئەپی دڵنیاکەرەوەی لە هەژمارەکەت لابرد و دانیشتنەکانتی کۆتایی پێ هێنا. ئەگەر داوات نەکردووە، وشەی نهێنیت بگۆڕە و بۆمان بنووسە.",
                "it":
                    "Un amministratore di {{site}} ha rimosso l'app di autenticazione dal suo account e terminato le sue sessioni. Se non lo ha chiesto lei, cambi la password e ci scriva.",
            ],
            preview: ["site": "Desk"]
        ),
    ]
}
