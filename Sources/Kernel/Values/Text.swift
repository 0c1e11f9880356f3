/// A text of `minimum` to `maximum` characters, with line breaks and tabs but no other control characters.
///
/// For single-line texts there is ``Line``.
public struct Text<let minimum: Int, let maximum: Int>: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    public init(stored text: String) {
        rawValue = text
    }

    /// In the composed form of Unicode, without marks that change the text direction.
    public static func normalised(_ text: String) throws(Refusal) -> String {
        let text = text.inLines
        try text.checkLength(minimum, maximum)
        guard minimum == 0 || !text.allSatisfy(\.isWhitespace) else { throw .blank }
        guard !text.unicodeScalars.contains(where: \.isControl) else { throw .controlCharacters }
        return text
    }

    public static var rule: TextRule {
        let example = String(TextRule.anyText.prefix(maximum))
        return TextRule(
            length: minimum...maximum,
            example: example + String(repeating: "o", count: max(0, minimum - example.count))
        )
    }
}

extension Unicode.Scalar {
    /// Unicode's category Cc, which is stable, except tabs and line ends.
    var isControl: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D: false
        case 0..<0x20, 0x7F...0x9F: true
        default: false
        }
    }
}

extension String {
    /// Counts scalars; each has one to four bytes, so most texts need no counting.
    func checkLength(_ minimum: Int, _ maximum: Int) throws(Refusal) {
        guard utf8.count > maximum || utf8.count < minimum * 4 else { return }
        let length = unicodeScalars.count
        guard length >= minimum else { throw Refusal(.tooShort(minimum)) }
        guard length <= maximum else { throw Refusal(.tooLong(maximum)) }
    }
}

// swift-format-ignore
extension Refusal {
    static let blank             = Refusal("blank", ["en": "must not be blank", "it": "non può essere vuoto", "ar": "يجب ألا يكون فارغاً", "ku": "نابێت بەتاڵ بێت"])
    static let controlCharacters = Refusal("control_characters", ["en": "contains control characters", "it": "contiene caratteri di controllo", "ar": "يحتوي على محارف تحكم", "ku": "پیتی کۆنترۆڵی تێدایە"])
}
