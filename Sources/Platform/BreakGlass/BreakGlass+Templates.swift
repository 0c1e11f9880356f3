import Kernel

extension NoticeTemplate.Name {
    static let breakGlassRequested: Self = "break_glass.requested"
    static let breakGlassApproved: Self = "break_glass.approved"
    static let breakGlassEnded: Self = "break_glass.ended"
    static let breakGlassUnreviewed: Self = "break_glass.unreviewed"
}

extension BreakGlass {
    static let templates: [NoticeTemplate] = [
        NoticeTemplate(
            .breakGlassRequested,
            .security,
            subject: [
                "en": "A request for access to personal data awaits approval",
                "it": "Una richiesta di accesso a dati personali attende approvazione",
                "ar": "وصول إلى بيانات شخصية ينتظر الموافقة",
                "ku": "دەستگەیشتن بە زانیاریی کەسی چاوەڕێی پەسەندکردنە",
            ],
            body: [
                "en":
                    "A colleague asks for access to data about a person. The reason given: {{cause}}\n\nThe request lapses after 24 hours.",
                "it":
                    "Un collega chiede di accedere ai dati di una persona. Il motivo indicato: {{cause}}\n\nLa richiesta decade dopo 24 ore.",
                "ar": "يطلب زميل الاطلاع على بيانات شخص: {{cause}}\n\nيسقط الطلب بعد 24 ساعة.",
                "ku":
                    "هاوکارێک داوای خوێندنەوەی زانیاریی کەسێک دەکات: {{cause}}\n\nداواکارییەکە دوای 24 کاتژمێر بەسەردەچێت.",
            ],
            preview: ["cause": "The person cannot log in, and asked support for help."]
        ),
        NoticeTemplate(
            .breakGlassApproved,
            .security,
            subject: [
                "en": "Your access is open", "it": "Il suo accesso è aperto",
                "ar": "وصولك مفتوح",
                "ku": "دەستگەیشتنەکەت کراوەیە",
            ],
            body: [
                "en": "It was approved and ends in {{minutes}} minutes. Each read is logged.",
                "it": "È stato approvato e termina fra {{minutes}} minuti. Ogni lettura è registrata.",
                "ar": "تمت الموافقة عليه وينتهي بعد {{minutes}} دقيقة. كل قراءة تُسجَّل.",
                "ku": "پەسەند کرا و دوای {{minutes}} خولەک کۆتایی دێت. هەموو خوێندنەوەیەک تۆمار دەکرێت.",
            ],
            preview: ["minutes": "30"]
        ),
        NoticeTemplate(
            .breakGlassEnded,
            .security,
            subject: [
                "en": "An administrator had access to data about you",
                "it": "Un amministratore ha avuto accesso a dati che la riguardano",
                "ar": "اطّلع مشرف على بيانات تخصك",
                "ku": "بەڕێوەبەرێک دەستی بە زانیاریی تۆ گەیشتووە",
            ],
            body: [
                "en":
                    "From {{from}} until {{until}} an administrator could read: {{what}}. It was read {{reads}} times. Your diary, scores, notes and answers could not be read.\n\nThe reason given: {{cause}}\n\nAll reads are in your access log.",
                "it":
                    "Dal {{from}} al {{until}} un amministratore ha potuto leggere: {{what}}. Letture: {{reads}}. Diario, punteggi, note e risposte non erano leggibili.\n\nIl motivo indicato: {{cause}}\n\nTutte le letture sono nel suo registro degli accessi.",
                "ar":
                    "من {{from}} إلى {{until}} استطاع مشرف قراءة: {{what}}. عدد القراءات: {{reads}}. لم يكن بالإمكان قراءة اليوميات والدرجات والملاحظات والإجابات.\n\nالسبب المذكور: {{cause}}\n\nكل القراءات موجودة في سجل الوصول الخاص بك.",
                "ku":
                    "لە {{from}} تا {{until}} بەڕێوەبەرێک توانیویەتی ئەمە بخوێنێتەوە: {{what}}. ژمارەی خوێندنەوە: {{reads}}. ڕۆژانە و نمرە و تێبینی و وەڵامەکان نەدەخوێندرانەوە.\n\nهۆکاری دیاریکراو: {{cause}}\n\nهەموو خوێندنەوەکان لە تۆماری دەستگەیشتنی تۆدان.",
            ],
            preview: [
                "from": "2026-11-21 10:00", "until": "2026-11-21 10:30", "reads": "2",
                "what": "consents, sessions, preferences and devices",
                "cause": "The person cannot log in, and asked support for help.",
            ]
        ),
        NoticeTemplate(
            .breakGlassUnreviewed,
            .security,
            subject: [
                "en": "Access to personal data has not been reviewed",
                "it": "Un accesso a dati personali non è stato esaminato",
                "ar": "وصول إلى بيانات شخصية لم يُراجَع",
                "ku": "دەستگەیشتن بە زانیاریی کەسی پێداچوونەوەی بۆ نەکراوە",
            ],
            body: [
                "en":
                    "It ended at {{until}}, more than 72 hours ago. An administrator who did not request it must review it.",
                "it":
                    "È terminato il {{until}}, più di 72 ore fa. Deve esaminarlo un amministratore che non l'ha richiesto.",
                "ar": "انتهى في {{until}}، قبل أكثر من 72 ساعة. يجب أن يراجعه مشرف لم يطلبه.",
                "ku":
                    "لە {{until}} کۆتایی هاتووە، پێش زیاتر لە 72 کاتژمێر. دەبێت بەڕێوەبەرێک پێیدا بچێتەوە کە داوای نەکردووە.",
            ],
            preview: ["until": "2026-11-21 10:30"]
        ),
    ]
}
