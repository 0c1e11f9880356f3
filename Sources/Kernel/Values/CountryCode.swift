/// A country in two-letter code (ISO 3166-1), such as `IT`.
public struct CountryCode: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    public static func normalised(_ text: String) throws(Refusal) -> String {
        try twoLetters(
            text,
            "invalid_country",
            [
                "en": "is not a two-letter country code", "it": "non è un codice paese di due lettere",
                "ar": "ليس رمز بلد من حرفين", "ku": "کۆدی وڵاتی دوو پیتی نییە",
            ]
        )
    }

    public static let rule = TextRule(length: 2...2, pattern: "^[A-Za-z]{2}$", example: "IT")
}

/// Both letters in capitals; refused with `code` and `message` otherwise.
func twoLetters(_ text: String, _ code: String, _ message: LocalizedText) throws(Refusal) -> String {
    let letters = text.inCode
    guard letters.utf8.count == 2, letters.allSatisfy(\.isASCIILetter) else { throw Refusal(code, message) }
    return letters.uppercased()
}
