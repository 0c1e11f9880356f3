import Kernel

/// A template with its placeholders filled, in one language.
struct NoticeText: Sendable, Equatable {
    let subject: String
    let body: String
    /// The lines of the body that are links by the template, not by a value.
    let links: Set<String>

    private static let longestSubject = 250

    init(subject: String, body: String, links: Set<String>) {
        self.subject = subject
        self.body = body
        self.links = links
    }

    /// Throws when a placeholder has no value, or a secret one has a value outside the secrets.
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
        // A subject is one line, whatever its values contain.
        self.subject = NoticeValue.line(subject, isOurs: true).clipped(to: Self.longestSubject)
        let words = template.body.text(in: language)
        body = try Self.fill(words, with: filled, template)
        let addresses = words.utf8.split(separator: UInt8(ascii: "\n")).map { Substring($0) }
            .filter(template.isLink).map(String.init)
        links = Set(try addresses.map { try Self.fill($0, with: filled, template) })
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
            result += template.written(value, for: String(piece.text))
        }
        return result
    }

    /// Finds placeholders in templates only, never in values, so that a user's name cannot act as a template.
    private static func pieces(of text: String) -> [(text: Substring, isPlaceholder: Bool)] {
        var pieces: [(text: Substring, isPlaceholder: Bool)] = []
        var rest = text[...]
        while let start = rest.firstPair(of: UInt8(ascii: "{")),
            let end = rest[start.upperBound...].firstPair(of: UInt8(ascii: "}"))
        {
            pieces.append((rest[..<start.lowerBound], false))
            pieces.append((rest[start.upperBound..<end.lowerBound], true))
            rest = rest[end.upperBound...]
        }
        return pieces + [(rest, false)]
    }
}

extension NoticeTemplate {
    /// The value in the form of its placeholder: one line or several.
    fileprivate func written(_ value: String, for placeholder: String) -> String {
        let isOurs = secrets.contains(placeholder) || links.contains(placeholder)
        return multiline.contains(placeholder)
            ? NoticeValue.lines(value, isOurs: isOurs) : NoticeValue.line(value, isOurs: isOurs)
    }

    /// Whether the line is an address in the template itself, or a placeholder for one.
    fileprivate func isLink(_ line: Substring) -> Bool {
        if line.hasPrefix("https://") || line.hasPrefix("http://") { return true }
        guard line.hasPrefix("{{"), line.hasSuffix("}}") else { return false }
        let name = String(line.dropFirst(2).dropLast(2))
        return secrets.contains(name) || links.contains(name)
    }
}

extension Substring {
    /// The first position of a doubled ASCII byte.
    fileprivate func firstPair(of byte: UInt8) -> Range<Index>? {
        var start = utf8.startIndex
        while let first = utf8[start...].firstIndex(of: byte) {
            let second = utf8.index(after: first)
            guard second < utf8.endIndex else { return nil }
            if utf8[second] == byte { return first..<utf8.index(after: second) }
            start = second
        }
        return nil
    }
}

/// A notice without a value that its template needs, or with a secret outside the secrets.
struct ValueMissing: Error, CustomStringConvertible {
    let template: NoticeTemplate.Name
    let placeholder: String

    var description: String { "\(template): no value for {{\(placeholder)}}" }
}
