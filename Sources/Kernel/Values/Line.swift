/// A single-line text of `minimum` to `maximum` characters: a name, a title, a label, a reason.
///
/// Pasted line breaks and tabs become spaces; no character can begin a paragraph or change the text
/// direction.
public struct Line<let minimum: Int, let maximum: Int>: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    /// Old rows are cleaned, never refused.
    public init(stored text: String) {
        guard !text.isCleanLine else {
            rawValue = text
            return
        }
        let line = text.inOneLine
        rawValue = line.isEmpty ? text : line
    }

    public static func normalised(_ text: String) throws(Refusal) -> String {
        let line = text.inOneLine
        guard minimum == 0 || !line.isEmpty else {
            throw text.isEmpty ? Refusal(.tooShort(minimum)) : .blank
        }
        try line.checkLength(minimum, maximum)
        guard !line.unicodeScalars.contains(where: \.isControl) else { throw .controlCharacters }
        return line
    }

    public static var rule: TextRule {
        var rule = Text<minimum, maximum>.rule
        rule.description = "One line: line breaks, tabs and runs of spaces become one space"
        return rule
    }
}
