/// A bank account number (IBAN, ISO 13616), without spaces.
public struct IBAN: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    /// The lengths of common countries' numbers; others have 15 to 34 characters.
    private static let lengths: [String: Int] = [
        "AT": 20, "BE": 16, "CH": 21, "DE": 22, "ES": 24, "FR": 27, "GB": 22, "IE": 22, "IQ": 23, "IT": 27,
        "LT": 20,
        "LU": 20, "MT": 31, "NL": 18, "PL": 28, "PT": 25, "RO": 24, "SI": 19, "SM": 27, "VA": 22,
    ]

    public static func normalised(_ text: String) throws(Refusal) -> String {
        let typed = text.inCode
        let number = unlabelled(typed.filter { !"-.:".contains($0) }.uppercased())
        let length = lengths[String(number.prefix(2))]
        guard typed.isASCII, number.allSatisfy(\.isASCIILetterOrDigit),
            number.prefix(2).allSatisfy(\.isLetter),
            number.dropFirst(2).prefix(2).allSatisfy(\.isNumber),
            length.map({ $0 == number.count }) ?? (15...34).contains(number.count), remainder(number) == 1
        else {
            throw Refusal(
                "invalid_iban",
                [
                    "en": "is not an IBAN", "it": "non è un IBAN valido", "ar": "ليس رقم IBAN صحيحاً",
                    "ku": "ژمارەی IBAN نییە",
                ]
            )
        }
        return number
    }

    /// Removes the label `IBAN:`, as on invoices.
    private static func unlabelled(_ number: String) -> String {
        number.hasPrefix("IBAN") ? String(number.dropFirst(4)) : number
    }

    /// The number modulo 97, with its first four characters moved to the end and letters as 10…35.
    private static func remainder(_ number: String) -> Int {
        (number.dropFirst(4) + number.prefix(4)).reduce(0) { remainder, character in
            let value = Int(String(character), radix: 36) ?? 0
            return (remainder * (value > 9 ? 100 : 10) + value) % 97
        }
    }

    public static let rule = TextRule(
        length: 15...42,
        pattern: "^[A-Za-z]{2}[ -]?[0-9]{2}[A-Za-z0-9 -]+$",
        example: "IT60X0542811101000000123456",
        description:
            "An IBAN with its check digits; spaces, hyphens, dots and the word IBAN before it are dropped"
    )
}
