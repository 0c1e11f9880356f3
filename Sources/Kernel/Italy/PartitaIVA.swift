/// An Italian VAT number: eleven digits, the last one a check digit (Luhn).
public struct PartitaIVA: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    public static func normalised(_ text: String) throws(Refusal) -> String {
        let code = text.inCode.filter { $0 != "-" }
        let number = code.hasPrefix("IT") ? String(code.dropFirst(2)) : code
        guard hasValidCheckDigit(number) else {
            throw Refusal(
                "invalid_partita_iva",
                [
                    "en": "is not an Italian VAT number", "it": "non è una partita IVA valida",
                    "ar": "ليس رقماً إيطالياً لضريبة القيمة المضافة",
                    "ku": "ژمارەی باجی بەهای زیادکراوی ئیتاڵی نییە",
                ]
            )
        }
        return number
    }

    static func hasValidCheckDigit(_ text: String) -> Bool {
        let digits = text.utf8.map { Int($0) - 48 }
        guard digits.count == 11, digits.allSatisfy({ (0...9).contains($0) }),
            digits.contains(where: { $0 > 0 })
        else { return false }
        let sum = digits.prefix(10).enumerated().reduce(0) { sum, next in
            let doubled = next.element * 2
            return sum + (next.offset % 2 == 0 ? next.element : doubled > 9 ? doubled - 9 : doubled)
        }
        return (10 - sum % 10) % 10 == digits[10]
    }

    public static let rule = TextRule(length: 11...13, pattern: "^(IT)?[0-9]{11}$", example: "12345678903")
}
