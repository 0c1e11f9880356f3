/// A text of `minimum` to `maximum` characters, with line breaks and tabs but no other control characters.
public struct Text<let minimum: Int, let maximum: Int>: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    public static func normalised(_ text: String) throws(Refusal) -> String {
        // A scalar has one to four bytes, so that most need not be counted.
        if text.utf8.count > maximum || text.utf8.count < minimum * 4 {
            let length = text.unicodeScalars.count
            guard length >= minimum else { throw Refusal(.tooShort(minimum)) }
            guard length <= maximum else { throw Refusal(.tooLong(maximum)) }
        }
        guard minimum == 0 || !text.allSatisfy(\.isWhitespace) else { throw .blank }
        guard !text.unicodeScalars.contains(where: isControl) else { throw .controlCharacters }
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

/// The category Cc of Unicode, which will not grow, but for tabs and the ends of lines.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F...0x9F: true
    default: false
    }
}

// swift-format-ignore
extension Refusal {
    static let blank             = Refusal("blank", ["en": "must not be blank", "it": "non può essere vuoto", "ar": "يجب ألا يكون فارغاً", "ku": "نابێت بەتاڵ بێت"])
    static let controlCharacters = Refusal("control_characters", ["en": "has control characters", "it": "contiene caratteri di controllo", "ar": "يحتوي على محارف تحكم", "ku": "پیتی کۆنترۆڵی تێدایە"])
}
