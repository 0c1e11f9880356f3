/// A telephone number in the form of E.164, as `+390612345678`.
public struct PhoneNumber: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    public static func normalised(_ text: String) throws(Refusal) -> String {
        var number = text.filter { !" .-()/".contains($0) }.inASCIIDigits
        if number.hasPrefix("00") { number = "+" + number.dropFirst(2) }
        let digits = number.dropFirst()
        guard number.hasPrefix("+"), (7...15).contains(digits.count), digits.first != "0",
            digits.allSatisfy(\.isASCIIDigit)
        else {
            throw Refusal(
                "invalid_phone",
                [
                    "en": "is not a telephone number with its country code (as +39… or +964…)",
                    "it": "non è un numero di telefono con prefisso internazionale (+39…)",
                    "ar": "ليس رقم هاتف مع رمز البلد (+964…)",
                    "ku": "ژمارەی مۆبایل نییە بە کۆدی وڵاتەوە (+964…)",
                ]
            )
        }
        return number
    }

    public static let rule = TextRule(
        length: 8...24,
        example: "+390612345678",
        description: "E.164; spaces, dots and dashes are dropped"
    )
}
