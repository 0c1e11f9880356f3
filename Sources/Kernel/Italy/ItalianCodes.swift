/// An Italian postal code (CAP).
public struct PostalCode: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    public static func normalised(_ text: String) throws(Refusal) -> String {
        let code = text.inCode
        guard code.utf8.count == 5, code.allSatisfy(\.isASCIIDigit) else {
            throw Refusal(
                "invalid_postal_code",
                [
                    "en": "is not a five-digit postal code", "it": "non è un CAP di cinque cifre",
                    "ar": "ليس رمزاً بريدياً من خمسة أرقام", "ku": "کۆدی پۆستەی پێنج ژمارەیی نییە",
                ]
            )
        }
        return code
    }

    public static let rule = TextRule(length: 5...5, pattern: "^[0-9]{5}$", example: "00185")
}

/// The two letters of an Italian province, such as `RM`.
public struct ProvinceCode: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    public static func normalised(_ text: String) throws(Refusal) -> String {
        try twoLetters(
            text,
            "invalid_province",
            [
                "en": "is not a two-letter province code", "it": "non è una sigla di provincia",
                "ar": "ليس رمز مقاطعة من حرفين", "ku": "کۆدی پارێزگای دوو پیتی نییە",
            ]
        )
    }

    public static let rule = TextRule(length: 2...2, pattern: "^[A-Za-z]{2}$", example: "RM")
}

/// A comune or foreign state in the code of the land registry (Belfiore): a letter and three digits, such as
/// `H501` for Rome.
public struct CadastralCode: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    public static func normalised(_ text: String) throws(Refusal) -> String {
        let typed = text.inCode
        let code = typed.uppercased()
        guard typed.isASCII, code.count == 4, code.first?.isLetter == true,
            code.dropFirst().allSatisfy(\.isASCIIDigit)
        else {
            throw Refusal(
                "invalid_cadastral_code",
                [
                    "en": "is not a cadastral code such as H501", "it": "non è un codice catastale come H501",
                    "ar": "ليس رمز سجل عقاري مثل H501", "ku": "کۆدی تۆماری خانووبەرە نییە وەک H501",
                ]
            )
        }
        return code
    }

    public static let rule = TextRule(length: 4...4, pattern: "^[A-Za-z][0-9]{3}$", example: "H501")
}
