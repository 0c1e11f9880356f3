import Kernel

/// The version that the caller has seen (`If-Match`, RFC 9110 §13.1.1); a request without it is refused with
/// 428.
public enum IfMatch: Sendable, Hashable {
    /// `*`: any version of an existing resource.
    case any
    /// Versions among the sent tags; foreign tags match nothing.
    case versions(Set<Int>)

    /// The single version in the header.
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

    public static func read(from reader: RequestReader) async throws -> Self {
        guard let match = try await readIfPresent(from: reader) else { throw Problem(.preconditionRequired) }
        return match
    }

    public static func readIfPresent(from reader: RequestReader) async throws -> Self? {
        guard let header = reader.header("if-match") else { return nil }
        guard let tags = EntityTags(header) else {
            throw Problem(
                .malformed,
                [
                    "en": "If-Match must be a quoted tag such as \"3\", or *.",
                    "it": "If-Match deve essere un tag tra virgolette, come \"3\", oppure *.",
                    "ar": "يجب أن يكون If-Match وسماً بين علامتي اقتباس، مثل \"3\"، أو *.",
                    "ku": "دەبێت If-Match تاگێک بێت لەنێوان دوو جووتکەوانە، وەک \"3\"، یان *.",
                ]
            )
        }
        return tags.isAny ? .any : .versions(Set(tags.tags.compactMap { version($0.text) }))
    }

    /// The part of a tag before the dot; it may be weak, because of a compressing proxy.
    private static func version(_ tag: String) -> Int? {
        let digits = tag.before(".")
        return digits.utf8.allSatisfy { (48...57).contains($0) } ? Int(digits) : nil
    }

    private static func parameter(isRequired: Bool) -> Operation.Parameter {
        .init(
            .header,
            "If-Match",
            .text(TextRule(length: 1...200, example: "\"3\"")),
            isRequired: isRequired,
            meaning: .words("The ETag of the version to change; 412 when the resource has changed since.")
        )
    }
}
