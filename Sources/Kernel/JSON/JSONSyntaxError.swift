/// The position and the reason of a syntax error in JSON.
public struct JSONSyntaxError: Error, Sendable, Equatable {
    /// In bytes from the beginning.
    public let offset: Int
    public let message: String
}

extension JSONSyntaxError {
    /// The error as a text for the caller.
    public var words: LocalizedText {
        let reason = Self.italian[message] ?? message
        return [
            "en": "Invalid JSON at byte \(offset): \(message).",
            "it": "JSON non valido al byte \(offset): \(reason).",
            "ar": "ليس JSON سليماً عند البايت \(offset): \(Self.arabic[message] ?? message).",
            "ku": "لە بایتی \(offset)دا JSONی دروست نییە: \(Self.kurdish[message] ?? message).",
        ]
    }

    // The parser throws only these messages.
    // swift-format-ignore
    static let italian = [
        "unexpected text after the document":       "testo inatteso dopo il documento",
        "unexpected end":                           "fine inattesa del documento",
        "a value was expected":                     "qui serve un valore",
        "a member name was expected":               "qui serve il nome di un campo",
        "':' was expected":                         "qui serve ':'",
        "the member appears twice":                 "il campo compare due volte",
        "',' or '}' was expected":                  "qui serve ',' o '}'",
        "',' or ']' was expected":                  "qui serve ',' o ']'",
        "nested deeper than 64 levels":             "annidato oltre i 64 livelli",
        "a number must not begin with 0":           "un numero non può iniziare con 0",
        "a digit was expected":                     "qui serve una cifra",
        "the number is too large":                  "il numero è troppo grande",
        "a control character must be escaped":      "un carattere di controllo va scritto con un escape",
        "the string is not terminated":             "la stringa non è chiusa",
        "the string is not UTF-8":                  "la stringa non è UTF-8",
        "unknown escape sequence":                  "sequenza di escape sconosciuta",
        "unpaired surrogate":                       "surrogato spaiato",
        "four hexadecimal digits were expected":    "qui servono quattro cifre esadecimali",
    ]

    // swift-format-ignore
    static let arabic = [
        "unexpected text after the document":       "يوجد نص بعد المستند",
        "unexpected end":                           "ينتهي المستند قبل أوانه",
        "a value was expected":                     "تلزم قيمة هنا",
        "a member name was expected":               "يلزم اسم حقل هنا",
        "':' was expected":                         "يلزم ':' هنا",
        "the member appears twice":                 "الحقل مذكور مرتين",
        "',' or '}' was expected":                  "يلزم ',' أو '}' هنا",
        "',' or ']' was expected":                  "يلزم ',' أو ']' هنا",
        "nested deeper than 64 levels":             "التداخل أعمق من 64 مستوى",
        "a number must not begin with 0":           "يجب ألا يبدأ العدد بالرقم 0",
        "a digit was expected":                     "يلزم رقم هنا",
        "the number is too large":                  "العدد كبير جداً",
        "a control character must be escaped":      "يجب كتابة محرف التحكم بتسلسل هروب",
        "the string is not terminated":             "النص لا ينتهي",
        "the string is not UTF-8":                  "النص ليس UTF-8",
        "unknown escape sequence":                  "تسلسل هروب غير معروف",
        "unpaired surrogate":                       "محرف بديل بلا قرين",
        "four hexadecimal digits were expected":    "تلزم أربعة أرقام ست عشرية هنا",
    ]

    // swift-format-ignore
    static let kurdish = [
        "unexpected text after the document":       "دوای بەڵگەنامەکە دەقێک هەیە",
        "unexpected end":                           "بەڵگەنامەکە زوو کۆتایی دێت",
        "a value was expected":                     "لێرە بەهایەک پێویستە",
        "a member name was expected":               "لێرە ناوی خانەیەک پێویستە",
        "':' was expected":                         "لێرە ':' پێویستە",
        "the member appears twice":                 "خانەکە دوو جار دراوە",
        "',' or '}' was expected":                  "لێرە ',' یان '}' پێویستە",
        "',' or ']' was expected":                  "لێرە ',' یان ']' پێویستە",
        "nested deeper than 64 levels":             "لە 64 ئاست قووڵترە",
        "a number must not begin with 0":           "نابێت ژمارە بە 0 دەست پێ بکات",
        "a digit was expected":                     "لێرە ژمارەیەک پێویستە",
        "the number is too large":                  "ژمارەکە زۆر گەورەیە",
        "a control character must be escaped":      "پیتی کۆنترۆڵ دەبێت بە هێمای تایبەت بنووسرێت",
        "the string is not terminated":             "دەقەکە کۆتایی نایەت",
        "the string is not UTF-8":                  "دەقەکە UTF-8 نییە",
        "unknown escape sequence":                  "هێمای دوای باکسلاشەکە نەناسراوە",
        "unpaired surrogate":                       "جێگرەوەیەکی بێ جووتە",
        "four hexadecimal digits were expected":    "لێرە چوار ژمارەی شازدەیی پێویستن",
    ]
}
