/// A telephone number in E.164 form, such as `+390612345678`.
public struct PhoneNumber: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    public static func normalised(_ text: String) throws(Refusal) -> String {
        guard let digits = international(text.inCode), (7...15).contains(digits.count) else {
            throw Refusal(
                "invalid_phone",
                [
                    "en": "is not a telephone number with a country code (such as +39… or +964…)",
                    "it": "non è un numero di telefono con prefisso internazionale (+39…)",
                    "ar": "ليس رقم هاتف مع رمز البلد (مثل +964…)",
                    "ku": "ژمارەی تەلەفۆن نییە بە کۆدی وڵاتەوە (وەک +964…)",
                ]
            )
        }
        return "+" + digits
    }

    /// Stored text is always a valid number, whatever the rules for input.
    public init(stored text: String) {
        rawValue = text
    }

    /// The digits with the country code, without the national prefix.
    private static func international(_ text: String) -> String? {
        var digits = withoutExtension(text).unicodeScalars.filter { !separators.contains($0) }.map(
            Character.init
        )[...]
        if digits.starts(with: "tel:") { digits = digits.dropFirst(4) }
        let isInternational = digits.first == "+" || digits.starts(with: "00")
        if isInternational { digits = digits.dropFirst(digits.first == "+" ? 1 : 2) }
        guard !digits.isEmpty, digits.allSatisfy(\.isASCIIDigit) else { return nil }
        let number = String(digits)
        guard isInternational else { return DialPlan.home?.international(number) }
        guard digits.first != "0" else { return nil }
        guard let plan = DialPlan.plan(of: number) else { return number }
        return plan.code + plan.national(number.dropFirst(plan.code.count))
    }

    /// Removes the number of a second line, `+39 333 1234567/8`: a slash after a complete number, and few
    /// digits.
    private static func withoutExtension(_ text: String) -> Substring {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...3).contains(parts[1].count), parts[1].allSatisfy(\.isASCIIDigit),
            parts[0].count(where: \.isASCIIDigit) >= wholeNumber
        else { return text[...] }
        return parts[0]
    }

    private static let wholeNumber = 9

    private static let separators: Set<Unicode.Scalar> = [".", "-", "(", ")", "/", "\u{B7}", "\u{2022}"]

    public static let rule = TextRule(
        format: DialPlan.format,
        length: 6...40,
        example: "+390612345678",
        description:
            "E.164; spaces, dots, dashes and the zero for calls within a country are dropped; the country code is optional for numbers of the product's own country"
    )
}
