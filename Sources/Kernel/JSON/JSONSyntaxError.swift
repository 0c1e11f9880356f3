/// Where a text stops being JSON, and why.
public struct JSONSyntaxError: Error, Sendable, Equatable {
    /// Counted in bytes from the beginning.
    public let offset: Int
    public let message: String
}

extension JSONSyntaxError {
    /// As a caller may read it.
    public var words: LocalizedText {
        let reason = Self.italian[message] ?? message
        return [
            "en": "This is not JSON at byte \(offset): \(message).",
            "it": "JSON non valido al byte \(offset): \(reason).",
            "ar": "هذا ليس JSON عند البايت \(offset): \(Self.arabic[message] ?? message).",
            "ku": "ئەمە JSON نییە لە بایتی \(offset): \(Self.kurdish[message] ?? message).",
        ]
    }

    // The parser throws no other messages.
    // swift-format-ignore
    static let italian = [
        "unexpected text after the document":       "c'è del testo dopo il documento",
        "unexpected end":                           "il documento finisce troppo presto",
        "a value was expected":                     "qui serve un valore",
        "a member name was expected":               "qui serve il nome di un membro",
        "':' was expected":                         "qui serve ':'",
        "the member is there twice":                "il membro compare due volte",
        "',' or '}' was expected":                  "qui serve ',' o '}'",
        "',' or ']' was expected":                  "qui serve ',' o ']'",
        "nested deeper than 64 levels":             "annidato per più di 64 livelli",
        "a number does not begin with 0":           "un numero non inizia con 0",
        "a digit was expected":                     "qui serve una cifra",
        "the number is too large":                  "il numero è troppo grande",
        "a control character must be escaped":      "un carattere di controllo va scritto con un escape",
        "the string does not end":                  "la stringa non finisce",
        "the string is not UTF-8":                  "la stringa non è UTF-8",
        "there is no such escape":                  "l'escape non esiste",
        "a surrogate stands alone":                 "un surrogato è da solo",
        "four hexadecimal digits were expected":    "qui servono quattro cifre esadecimali",
    ]

    // swift-format-ignore
    static let arabic = [
        "unexpected text after the document":       "يوجد نص بعد المستند",
        "unexpected end":                           "ينتهي المستند قبل أوانه",
        "a value was expected":                     "تلزم قيمة هنا",
        "a member name was expected":               "يلزم اسم عضو هنا",
        "':' was expected":                         "يلزم ':' هنا",
        "the member is there twice":                "العضو مذكور مرتين",
        "',' or '}' was expected":                  "يلزم ',' أو '}' هنا",
        "',' or ']' was expected":                  "يلزم ',' أو ']' هنا",
        "nested deeper than 64 levels":             "التداخل أعمق من 64 مستوى",
        "a number does not begin with 0":           "لا يبدأ العدد بالصفر",
        "a digit was expected":                     "يلزم رقم هنا",
        "the number is too large":                  "العدد كبير جداً",
        "a control character must be escaped":      "يجب تهريب محرف التحكم",
        "the string does not end":                  "النص لا ينتهي",
        "the string is not UTF-8":                  "النص ليس UTF-8",
        "there is no such escape":                  "لا يوجد تهريب كهذا",
        "a surrogate stands alone":                 "بديل منفرد",
        "four hexadecimal digits were expected":    "تلزم أربعة أرقام ست عشرية هنا",
    ]

    // swift-format-ignore
    static let kurdish = [
        "unexpected text after the document":       "دوای بەڵگەنامەکە دەقێک هەیە",
        "unexpected end":                           "بەڵگەنامەکە زوو کۆتایی دێت",
        "a value was expected":                     "لێرە نرخێک پێویستە",
        "a member name was expected":               "لێرە ناوی ئەندامێک پێویستە",
        "':' was expected":                         "لێرە ':' پێویستە",
        "the member is there twice":                "ئەندامەکە دوو جار هەیە",
        "',' or '}' was expected":                  "لێرە ',' یان '}' پێویستە",
        "',' or ']' was expected":                  "لێرە ',' یان ']' پێویستە",
        "nested deeper than 64 levels":             "لە 64 ئاست قووڵترە",
        "a number does not begin with 0":           "ژمارە بە 0 دەست پێ ناکات",
        "a digit was expected":                     "لێرە ژمارەیەک پێویستە",
        "the number is too large":                  "ژمارەکە زۆر گەورەیە",
        "a control character must be escaped":      "پیتی کۆنترۆڵ دەبێت بە هێمای تایبەت بنووسرێت",
        "the string does not end":                  "دەقەکە کۆتایی نایەت",
        "the string is not UTF-8":                  "دەقەکە UTF-8 نییە",
        "there is no such escape":                  "هێمایەکی وا نییە",
        "a surrogate stands alone":                 "جێگرەوەیەک بە تەنیایە",
        "four hexadecimal digits were expected":    "لێرە چوار ژمارەی شازدەیی پێویستن",
    ]
}
