import Kernel

/// A template with its placeholders filled, in one language.
struct NoticeText: Sendable, Equatable {
    let subject: String
    let body: String

    /// Refused when a placeholder has no value, or a secret one has it from elsewhere than the secrets.
    init(
        _ template: NoticeTemplate,
        in language: Language,
        values: [String: String],
        secrets: [String: String]
    )
        throws
    {
        let open = values.filter { !template.secrets.contains($0.key) }
        let filled = open.merging(secrets.filter { template.secrets.contains($0.key) }) { open, _ in open }
        let subject = try Self.fill(template.subject.text(in: language), with: filled, template)
        // A subject is one line, whatever a value brings.
        self.subject = subject.split(whereSeparator: \.isNewline).joined(separator: " ")
        body = try Self.fill(template.body.text(in: language), with: filled, template)
    }

    /// The names between `{{` and `}}`, in order.
    static func placeholders(of text: String) -> [String] {
        pieces(of: text).compactMap { $0.isPlaceholder ? String($0.text) : nil }
    }

    private static func fill(
        _ text: String,
        with values: [String: String],
        _ template: NoticeTemplate
    ) throws -> String {
        var result = ""
        for piece in pieces(of: text) {
            guard piece.isPlaceholder else {
                result += piece.text
                continue
            }
            guard let value = values[String(piece.text)] else {
                throw ValueMissing(template: template.name, placeholder: String(piece.text))
            }
            result += value
        }
        return result
    }

    /// Values are never looked at for placeholders: what someone calls themselves is not a template.
    private static func pieces(of text: String) -> [(text: Substring, isPlaceholder: Bool)] {
        var pieces: [(text: Substring, isPlaceholder: Bool)] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "{{"),
            let end = rest[start.upperBound...].firstRange(of: "}}")
        {
            pieces.append((rest[..<start.lowerBound], false))
            pieces.append((rest[start.upperBound..<end.lowerBound], true))
            rest = rest[end.upperBound...]
        }
        return pieces + [(rest, false)]
    }
}

/// Whoever told did not give what the template wants, or gave a secret in the open.
struct ValueMissing: Error, CustomStringConvertible {
    let template: NoticeTemplate.Name
    let placeholder: String

    var description: String { "\(template): no value for {{\(placeholder)}}" }
}
