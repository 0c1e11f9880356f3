/// A text of `minimum` to `maximum` characters, with line breaks and tabs but no other control characters.
public struct Text<let minimum: Int, let maximum: Int>: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    public static func normalised(_ text: String) throws(Refusal) -> String {
        let length = text.unicodeScalars.count
        guard length >= minimum else { throw Refusal(.tooShort(minimum)) }
        guard length <= maximum else { throw Refusal(.tooLong(maximum)) }
        guard minimum == 0 || !text.allSatisfy(\.isWhitespace) else { throw .blank }
        guard !hasControlCharacters(text, allowing: ["\n", "\t", "\r"]) else { throw .controlCharacters }
        return text
    }

    public static var rule: TextRule {
        let example = String("Esempio di testo".prefix(maximum))
        return TextRule(
            length: minimum...maximum,
            example: example + String(repeating: "o", count: max(0, minimum - example.count))
        )
    }
}

// swift-format-ignore
extension Refusal {
    static let blank             = Refusal("blank", ["en": "must not be blank", "it": "non può essere vuoto", "ar": "يجب ألا يكون فارغاً", "ku": "نابێت بەتاڵ بێت"])
    static let controlCharacters = Refusal("control_characters", ["en": "has control characters", "it": "contiene caratteri di controllo", "ar": "يحتوي على محارف تحكم", "ku": "پیتی کۆنترۆڵی تێدایە"])
}
