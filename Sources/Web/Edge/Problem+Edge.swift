import Kernel

extension Problem.Code {
    public static let unsupportedCoding = Self(
        "unsupported_content_encoding",
        415,
        [
            "en": "The content encoding of the body is not supported.",
            "it": "La codifica del corpo non è supportata.",
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
                "en": "Content-Encoding \(coding) is not supported; send the body uncompressed (identity).",
                "it":
                    "Content-Encoding \(coding) non è supportata; inviare il corpo non compresso (identity).",
                "ar": "لا يُقرأ Content-Encoding \(coding) هنا؛ أرسل المحتوى كما هو (identity).",
                "ku": "Content-Encoding \(coding) لێرە ناخوێنرێتەوە؛ ناوەڕۆکەکە وەک خۆی بنێرە (identity).",
            ]
        )
    }

    /// No operation has the path; `list` is the address of the list of operations.
    init(noOperationBut list: String) {
        self.init(
            .notFound,
            [
                "en": "There is no operation with this path; see \(list) for all operations.",
                "it": "Nessuna operazione ha questo percorso; l'elenco delle operazioni è in \(list).",
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
