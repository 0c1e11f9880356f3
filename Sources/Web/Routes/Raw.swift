import Hummingbird
import Kernel

/// Bytes of any type.
public struct Raw: RouteOutput {
    public var mediaType: String
    public var bytes: [UInt8]
    /// Makes browsers save the bytes under this name instead of showing them.
    public var fileName: String?

    public init(_ mediaType: String, _ bytes: [UInt8], fileName: String? = nil) {
        self.mediaType = mediaType
        self.bytes = bytes
        self.fileName = fileName
    }

    public static func describe(_ operation: inout Operation) {
        operation.success = .bytes
    }

    public func reply(to incoming: Incoming) -> Reply {
        Reply(200, headers: contentHeaders(mediaType, fileName), body: .bytes(bytes))
    }
}

/// Bytes of any type, produced or fetched while they are sent.
public struct RawStream: RouteOutput {
    public typealias Write = @Sendable (any ResponseBodyWriter) async throws -> Void

    public var mediaType: String
    public var length: Int?
    public var fileName: String?
    public var write: Write

    public init(_ mediaType: String, length: Int? = nil, fileName: String? = nil, _ write: @escaping Write) {
        self.mediaType = mediaType
        self.length = length
        self.fileName = fileName
        self.write = write
    }

    public static func describe(_ operation: inout Operation) {
        operation.success = .bytes
    }

    public func reply(to incoming: Incoming) -> Reply {
        Reply(200, headers: contentHeaders(mediaType, fileName), body: .stream(length: length, write))
    }
}

/// An answer with additional headers, such as cookies.
public struct WithHeaders<Output: RouteOutput>: RouteOutput {
    public var output: Output
    public var headers: [(name: String, value: String)]

    public init(_ output: Output, _ headers: [(name: String, value: String)]) {
        self.output = output
        self.headers = headers
    }

    public static func describe(_ operation: inout Operation) {
        Output.describe(&operation)
    }

    public func reply(to incoming: Incoming) throws -> Reply {
        var reply = try output.reply(to: incoming)
        reply.headers += headers
        return reply
    }
}

extension Operation.Success {
    fileprivate static let bytes = Self(
        status: 200,
        description: "The content",
        mediaType: "*/*",
        schema: .anything
    )
}

private func contentHeaders(_ mediaType: String, _ fileName: String?) -> [(name: String, value: String)] {
    var headers = [(name: "content-type", value: mediaType)]
    if let fileName {
        headers.append(("content-disposition", contentDisposition("attachment", fileName)))
    }
    return headers
}

/// Names a file for clients with and without support for `filename*` (RFC 6266).
func contentDisposition(_ kind: String, _ fileName: String) -> String {
    let plain = String(String.UnicodeScalarView(fileName.unicodeScalars.map(asciiFileNameScalar)))
    return "\(kind); filename=\"\(plain)\"; filename*=UTF-8''\(queryEncoded(fileName))"
}

/// The replacement in names for clients without support for `filename*` (RFC 6266).
private func asciiFileNameScalar(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "\"", "\\", "/", "%": "_"
    case " "..."~": scalar
    default: "_"
    }
}
