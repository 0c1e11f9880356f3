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
}
