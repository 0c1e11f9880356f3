import Kernel

extension Problem.Code {
    public static let unsupportedCoding = Self(
        "unsupported_content_encoding",
        415,
        [
            "en": "The body has a content encoding that is not read here.",
            "it": "Il corpo ha una codifica che qui non viene letta.",
            "ar": "ترميز محتوى الطلب غير مدعوم هنا.",
            "ku": "کۆدکردنی ناوەڕۆکی داواکارییەکە لێرە ناخوێنرێتەوە.",
        ]
    )
}

extension Problem {
    init(unsupportedCoding coding: String) {
        self.init(
            .unsupportedCoding,
            [
                "en": "Content-Encoding \(coding) is not read here; send the body as it is (identity).",
                "it":
                    "Content-Encoding \(coding) non viene letta qui; inviare il corpo così com'è (identity).",
                "ar": "لا يُقرأ Content-Encoding \(coding) هنا؛ أرسل المحتوى كما هو (identity).",
                "ku": "Content-Encoding \(coding) لێرە ناخوێنرێتەوە؛ ناوەڕۆکەکە وەک خۆی بنێرە (identity).",
            ]
        )
    }

    /// No operation has the path; `list` is where those are that exist.
    init(noOperationBut list: String) {
        self.init(
            .notFound,
            [
                "en": "No operation has this path; see \(list) for those that exist.",
                "it": "Nessuna operazione ha questo percorso; l'elenco è in \(list).",
                "ar": "لا عملية بهذا المسار؛ انظر \(list) لمعرفة الموجود منها.",
                "ku": "هیچ کردارێک ئەم ڕێڕەوەی نییە؛ بۆ ئەوانەی هەن سەیری \(list) بکە.",
            ]
        )
    }

    init(_ code: Code, retryingAfter seconds: Int) {
        self.init(
            code,
            [
                "en": "Try again in \(seconds) s.", "it": "Riprovare tra \(seconds) s.",
                "ar": "أعد المحاولة بعد \(seconds) ثانية.",
                "ku": "دوای \(seconds) چرکە دووبارە هەوڵ بدەرەوە.",
            ],
            retryAfter: seconds
        )
    }
}
