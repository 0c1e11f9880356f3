import Kernel

/// The version of a thing that the caller has seen (`If-Match`, RFC 9110 §13.1.1); without it the request is refused with 428.
public enum IfMatch: Sendable, Hashable {
    /// `*`: any version, as long as there is one.
    case any
    /// Versions among the tags sent; tags that cannot be ours, weak ones among them, match nothing.
    case versions(Set<Int>)

    /// The one version asked for.
    public var expected: Int? {
        guard case .versions(let versions) = self, versions.count == 1 else { return nil }
        return versions.first
    }

    public func check(_ version: Int) throws(Problem) {
        if case .versions(let versions) = self, !versions.contains(version) { throw Problem(.stale) }
    }
}

extension IfMatch: OptionalRouteInput {
    public static func describe(_ operation: inout Operation) {
        operation.parameters.append(parameter(isRequired: true))
    }

    public static func describeOptional(_ operation: inout Operation) {
        operation.parameters.append(parameter(isRequired: false))
    }

    public static func take(from reader: RequestReader) async throws -> Self {
        guard let match = try await takeIfGiven(from: reader) else { throw Problem(.preconditionRequired) }
        return match
    }

    public static func takeIfGiven(from reader: RequestReader) async throws -> Self? {
        guard let header = reader.header("if-match") else { return nil }
        guard let tags = EntityTags(header) else {
            throw Problem(
                .malformed,
                [
                    "en": "If-Match must be a quoted tag, as \"3\", or *.",
                    "it": "If-Match deve essere un tag tra virgolette, come \"3\", oppure *.",
                ]
            )
        }
        // What stands after a dot is of no concern here; see Tagged.
        let versions = tags.tags.filter { !$0.isWeak }.compactMap { Int($0.text.prefix { $0 != "." }) }
        return tags.isAny ? .any : .versions(Set(versions))
    }

    private static func parameter(isRequired: Bool) -> Operation.Parameter {
        .init(
            .header,
            "If-Match",
            .text(TextRule(length: 1...200, example: "\"3\"")),
            isRequired: isRequired,
            description: "The ETag of the version to change; 412 when it has changed since."
        )
    }
}

/// The list of `If-Match` and `If-None-Match`: `*`, or tags with commas between them.
struct EntityTags {
    var isAny = false
    var tags: [(text: String, isWeak: Bool)] = []

    /// Nil when the header is not well formed.
    init?(_ header: String) {
        var rest = header.utf8[...]
        Self.skipSpace(&rest)
        if rest.elementsEqual("*".utf8) {
            isAny = true
            return
        }
        while true {
            guard let tag = Self.tag(&rest) else { return nil }
            tags.append(tag)
            Self.skipSpace(&rest)
            guard let byte = rest.popFirst() else { return }
            guard byte == UInt8(ascii: ",") else { return nil }
            Self.skipSpace(&rest)
        }
    }

    private static func tag(_ rest: inout Substring.UTF8View) -> (text: String, isWeak: Bool)? {
        let isWeak = rest.starts(with: "W/".utf8)
        if isWeak { rest = rest.dropFirst(2) }
        guard rest.popFirst() == UInt8(ascii: "\""), let end = rest.firstIndex(of: UInt8(ascii: "\"")) else {
            return nil
        }
        let text = String(Substring(rest[..<end]))
        rest = rest[rest.index(after: end)...]
        return (text, isWeak)
    }

    private static func skipSpace(_ rest: inout Substring.UTF8View) {
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }
}
