import Hummingbird
import Kernel

/// Bytes of any type.
package struct Raw: RouteOutput {
    package var mediaType: String
    package var bytes: [UInt8]
    /// Makes browsers save the bytes under this name instead of showing them.
    package var fileName: String?

    package init(_ mediaType: String, _ bytes: [UInt8], fileName: String? = nil) {
        self.mediaType = mediaType
        self.bytes = bytes
        self.fileName = fileName
    }

    package static func describe(_ operation: inout Operation) {
        operation.success = .bytes
    }

    package func reply(to incoming: Incoming) -> Reply {
        Reply(200, headers: contentHeaders(mediaType, fileName), body: .bytes(bytes))
    }
}

/// Bytes of any type that are made or fetched while they are sent.
package struct RawStream: RouteOutput {
    package typealias Write = @Sendable (any ResponseBodyWriter) async throws -> Void

    package var mediaType: String
    package var length: Int?
    package var fileName: String?
    package var write: Write

    package init(_ mediaType: String, length: Int? = nil, fileName: String? = nil, _ write: @escaping Write) {
        self.mediaType = mediaType
        self.length = length
        self.fileName = fileName
        self.write = write
    }

    package static func describe(_ operation: inout Operation) {
        operation.success = .bytes
    }

    package func reply(to incoming: Incoming) -> Reply {
        Reply(200, headers: contentHeaders(mediaType, fileName), body: .stream(length: length, write))
    }
}

/// Look there instead (303).
package struct Redirect: RouteOutput {
    package var target: String

    package init(to target: String) {
        self.target = target
    }

    package static func describe(_ operation: inout Operation) {
        operation.success = Operation.Success(status: 303, description: "See other", headers: [.location])
    }

    package func reply(to incoming: Incoming) -> Reply {
        Reply(303, headers: [("location", target)])
    }
}

/// An answer with headers of its own, such as cookies.
package struct WithHeaders<Output: RouteOutput>: RouteOutput {
    package var output: Output
    package var headers: [(name: String, value: String)]

    package init(_ output: Output, _ headers: [(name: String, value: String)]) {
        self.output = output
        self.headers = headers
    }

    package static func describe(_ operation: inout Operation) {
        Output.describe(&operation)
    }

    package func reply(to incoming: Incoming) throws -> Reply {
        var reply = try output.reply(to: incoming)
        reply.headers += headers
        return reply
    }
}

extension Operation.Success {
    fileprivate static let bytes = Self(
        status: 200,
        description: "The bytes",
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

/// Names a file for readers that know `filename*` and for those that do not (RFC 6266).
func contentDisposition(_ kind: String, _ fileName: String) -> String {
    let plain = String(String.UnicodeScalarView(fileName.unicodeScalars.map(asciiFileNameScalar)))
    return "\(kind); filename=\"\(plain)\"; filename*=UTF-8''\(queryEncoded(fileName))"
}

/// What stands in the name for readers that do not know `filename*` (RFC 6266).
private func asciiFileNameScalar(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "\"", "\\", "/", "%": "_"
    case " "..."~": scalar
    default: "_"
    }
}
