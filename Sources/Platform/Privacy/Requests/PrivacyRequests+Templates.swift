import Kernel

extension NoticeTemplate.Name {
    static let privacyRequestDone: Self = "privacy.request_done"
    static let privacyRequestRefused: Self = "privacy.request_refused"
    static let privacyRequestDue: Self = "privacy.request_due"
}

extension PrivacyRequests {
    /// The request and the reason for a refusal are read in the app; a mail does not repeat them.
    static let templates: [NoticeTemplate] = [
        NoticeTemplate(
            .privacyRequestDone,
            .service,
            subject: [
                "en": "Your privacy request has been answered",
                "it": "La sua richiesta sulla privacy è stata evasa",
                "ar": "تم الرد على طلب الخصوصية الخاص بك",
                "ku": "وەڵامی داواکاریی تایبەتمەندیت درایەوە",
            ],
            body: [
                "en": "Your request has been fulfilled. You can read the details in your privacy requests.",
                "it":
                    "La sua richiesta è stata soddisfatta. Può leggere i dettagli tra le sue richieste sulla privacy.",
                "ar": "نُفّذ ما طلبته. تجد التفاصيل بين طلبات الخصوصية الخاصة بك.",
                "ku": "ئەوەی داوات کرد جێبەجێ کرا. وردەکارییەکان لەنێو داواکارییەکانی تایبەتمەندیتدان.",
            ]
        ),
        NoticeTemplate(
            .privacyRequestRefused,
            .service,
            subject: [
                "en": "Your privacy request has been refused",
                "it": "La sua richiesta sulla privacy è stata respinta",
                "ar": "رُفض طلب الخصوصية الخاص بك",
                "ku": "داواکاریی تایبەتمەندیت ڕەتکرایەوە",
            ],
            body: [
                "en":
                    "You can read the reason in your privacy requests. You may lodge a complaint with the supervisory authority or go to court.",
                "it":
                    "Può leggere il motivo tra le sue richieste sulla privacy. Può proporre reclamo al Garante o ricorso all'autorità giudiziaria.",
                "ar":
                    "تجد السبب بين طلبات الخصوصية الخاصة بك. يمكنك تقديم شكوى إلى السلطة الرقابية أو اللجوء إلى القضاء.",
                "ku":
                    "هۆکارەکە لەنێو داواکارییەکانی تایبەتمەندیتدایە. دەتوانیت سکاڵا لای دەسەڵاتی چاودێری بکەیت یان بچیتە دادگا.",
            ]
        ),
        NoticeTemplate(
            .privacyRequestDue,
            .service,
            subject: [
                "en": "A privacy request is due on {{due}}",
                "it": "Una richiesta sulla privacy scade il {{due}}",
                "ar": "موعد طلب خصوصية في {{due}}",
                "ku": "کاتی داواکارییەکی تایبەتمەندی لە {{due}} تەواو دەبێت",
            ],
            body: [
                "en": "It has been open for twenty days and has to be answered by {{due}}.",
                "it": "È aperta da venti giorni e richiede una risposta entro il {{due}}.",
                "ar": "مضى عليه عشرون يوماً ويجب الرد عليه حتى {{due}}.",
                "ku": "بیست ڕۆژە کراوەیە و دەبێت تا {{due}} وەڵام بدرێتەوە.",
            ],
            preview: ["due": "2026-12-30"]
        ),
    ]
}
