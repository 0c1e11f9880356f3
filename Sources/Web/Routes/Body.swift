import Kernel

/// A JSON document as the input of a handler.
///
/// Its schema is recorded from its `init(from:)`; all faults are reported together.
public protocol Body: OptionalRouteInput, Decodable {}

extension Body {
    public static func describe(_ operation: inout Operation) {
        operation.body = content(isRequired: true)
    }

    public static func describeOptional(_ operation: inout Operation) {
        operation.body = content(isRequired: false)
    }

    private static func content(isRequired: Bool) -> Operation.RequestContent {
        let schema = Schema.recorded(for: Self.self)
        return .init("application/json", schema, isRequired: isRequired, meaning: .type(Self.self))
    }

    public static func read(from reader: RequestReader) async throws -> Self {
        guard let body = try await readIfPresent(from: reader) else {
            throw Problem(
                .malformed,
                [
                    "en": "The body is empty.", "it": "Il corpo della richiesta è vuoto.",
                    "ar": "محتوى الطلب فارغ.", "ku": "ناوەڕۆکی داواکارییەکە بەتاڵە.",
                ]
            )
        }
        return body
    }

    public static func readIfPresent(from reader: RequestReader) async throws -> Self? {
        let isEmpty = try await isEmpty(reader)
        if !isEmpty { try requireJSON(reader) }
        let bytes = try JSONText.bytes(try await reader.bytes())
        return bytes.isEmpty ? nil : try JSON.read(Self.self, from: bytes)
    }

    /// A body without content needs no type, in any number of chunks.
    private static func isEmpty(_ reader: RequestReader) async throws -> Bool {
        if let length = reader.incoming.body.length { return length == 0 }
        return try await reader.bytes().isEmpty
    }

    private static func requireJSON(_ reader: RequestReader) throws(Problem) {
        guard let type = reader.header("content-type") else { throw Problem(.unsupportedMediaType) }
        let essence = mediaTypeEssence(type)
        guard
            essence == "application/json"
                || (essence.begins(with: "application/") && essence.ends(with: "+json"))
        else {
            throw Problem(
                .unsupportedMediaType,
                [
                    "en": "The body must be application/json.",
                    "it": "Il corpo deve essere application/json.",
                    "ar": "يجب أن يكون المحتوى application/json.",
                    "ku": "دەبێت ناوەڕۆک application/json بێت.",
                ]
            )
        }
    }
}

/// The unchanged body, for signatures over its bytes.
public struct RawBody: RouteInput {
    public let bytes: [UInt8]
    public let mediaType: String?

    public static func describe(_ operation: inout Operation) {
        operation.body = Operation.RequestContent(
            "*/*",
            .anything,
            meaning: .words("The body as the sender signed it, byte for byte.")
        )
    }

    public static func read(from reader: RequestReader) async throws -> Self {
        Self(bytes: try await reader.bytes(), mediaType: reader.header("content-type").map(mediaTypeEssence))
    }
}

/// The type and subtype of a `Content-Type`, in lower case, without parameters.
public func mediaTypeEssence(_ header: String) -> String {
    let essence = header.before(";").unpadded
    guard essence.utf8.contains(where: \.isPadding) else { return essence.inSmallLetters }
    return String(decoding: essence.inSmallLetters.utf8.filter { !$0.isPadding }, as: UTF8.self)
}
