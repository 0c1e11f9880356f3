import Kernel

extension Accounts {
    /// The notices of changes to an account, in the app and by mail.
    static let security: [NoticeTemplate] = [
        NoticeTemplate(
            .passwordChanged,
            .security,
            subject: [
                "en": "Your password was changed",
                "ar": "تغيّرت كلمة مرورك",
                "ku": "وشەی نهێنیت گۆڕدرا", "it": "La sua password è stata modificata",
            ],
            body: [
                "en":
                    "The password of your account was changed and your other sessions have ended. If it was not you, request a new password now.",
                "ar": "تغيّرت كلمة مرور حسابك وانتهت جلساتك الأخرى. إن لم تكن أنت فاطلب كلمة مرور جديدة الآن.",
                "ku":
                    "وشەی نهێنیی هەژمارەکەت گۆڕدرا و دانیشتنەکانی ترت کۆتاییان هات. ئەگەر تۆ نەبوویت، ئێستا داوای وشەی نهێنیی نوێ بکە.",
                "it":
                    "La password del suo account è stata modificata e le altre sessioni sono terminate. Se non riconosce questa operazione, chieda subito una nuova password.",
            ]
        ),
        NoticeTemplate(
            .newDevice,
            .security,
            subject: [
                "en": "Login from a new device",
                "ar": "دخول من جهاز جديد",
                "ku": "چوونەژوورەوە لە ئامێرێکی نوێوە", "it": "Accesso da un nuovo dispositivo",
            ],
            body: [
                "en":
                    "Someone logged in to your account with {{device}} from {{address}} at {{time}}. If it was not you, change your password and end your other sessions.",
                "ar":
                    "سجّل أحدهم الدخول إلى حسابك بواسطة {{device}} من {{address}} في {{time}}. إن لم تكن أنت فغيّر كلمة مرورك وأنهِ جلساتك الأخرى.",
                "ku":
                    "کەسێک لە {{time}}، بە {{device}} و لە {{address}}، چووە ناو هەژمارەکەت. ئەگەر تۆ نەبوویت، وشەی نهێنیت بگۆڕە و کۆتایی بە دانیشتنەکانی ترت بهێنە.",
                "it":
                    "È stato effettuato un accesso al suo account con {{device}} da {{address}}: {{time}}. Se non riconosce questo accesso, cambi la password e termini le altre sessioni.",
            ],
            preview: ["device": "Firefox, Linux", "address": "192.0.2.7", "time": "2026-11-21 10:00"]
        ),
        NoticeTemplate(
            .secondFactorOn,
            .security,
            subject: [
                "en": "Two-step login is on",
                "ar": "الدخول بخطوتين مفعّل",
                "ku": "چوونەژوورەوەی دوو هەنگاوی چالاکە", "it": "Accesso in due passaggi attivo",
            ],
            body: [
                "en":
                    "From now on, logging in also requires a code from your authenticator app. Keep the recovery codes in a safe place.",
                "ar": "يتطلب تسجيل الدخول الآن أيضاً رمزاً من تطبيق المصادقة. احفظ رموز الاسترداد في مكان آمن.",
                "ku":
                    "لەمەودوا چوونەژوورەوە کۆدێکی ئەپی دڵنیاکەرەوەشی پێویستە. کۆدەکانی گەڕاندنەوە لە شوێنێکی پارێزراو هەڵبگرە.",
                "it":
                    "D'ora in poi per accedere serve anche un codice dell'app di autenticazione. Conservi i codici di recupero in un luogo sicuro.",
            ]
        ),
        NoticeTemplate(
            .secondFactorOff,
            .security,
            subject: [
                "en": "Two-step login is off",
                "ar": "الدخول بخطوتين غير مفعّل",
                "ku": "چوونەژوورەوەی دوو هەنگاوی ناچالاکە", "it": "Accesso in due passaggi disattivato",
            ],
            body: [
                "en":
                    "Logging in now requires only your password. If it was not you, change your password now.",
                "ar": "يتطلب تسجيل الدخول الآن كلمة المرور فقط. إن لم تكن أنت فغيّر كلمة مرورك الآن.",
                "ku": "ئێستا چوونەژوورەوە تەنها وشەی نهێنی دەوێت. ئەگەر تۆ نەبوویت، ئێستا وشەی نهێنیت بگۆڕە.",
                "it":
                    "Ora per accedere basta la password. Se non riconosce questa operazione, cambi subito la password.",
            ]
        ),
        NoticeTemplate(
            .recoveryCodeUsed,
            .security,
            subject: [
                "en": "A recovery code was used",
                "ar": "استُخدم رمز استرداد",
                "ku": "کۆدێکی گەڕاندنەوە بەکارهات", "it": "È stato usato un codice di recupero",
            ],
            body: [
                "en":
                    "A recovery code was used to log in to your account. Codes left: {{left}}. If it was not you, change your password now.",
                "ar":
                    "استُخدم رمز استرداد للدخول إلى حسابك. الرموز المتبقية: {{left}}. إن لم تكن أنت فغيّر كلمة مرورك الآن.",
                "ku":
                    "کۆدێکی گەڕاندنەوە بۆ چوونەژوورەوەی هەژمارەکەت بەکارهات. کۆدە ماوەکان: {{left}}. ئەگەر تۆ نەبوویت، ئێستا وشەی نهێنیت بگۆڕە.",
                "it":
                    "È stato usato un codice di recupero per accedere al suo account. Codici rimasti: {{left}}. Se non riconosce questo accesso, cambi subito la password.",
            ],
            preview: ["left": "9"]
        ),
    ]
}
