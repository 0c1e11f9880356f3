import HTTPTypes
import Hummingbird
import Kernel

/// What goes back: a status, headers, a body that is bytes or a stream.
package struct Reply: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: Body

    package enum Body: Sendable {
        case empty
        case bytes([UInt8])
        /// Streamed with chunked framing, or with the length when it is known.
        case stream(length: Int?, @Sendable (any ResponseBodyWriter) async throws -> Void)
    }

    package init(_ status: Int, headers: [(name: String, value: String)] = [], body: Body = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// What a handler may return.
package protocol RouteOutput: Sendable {
    /// Describes the success answer in the API document.
    static func describe(_ operation: inout Operation)
    func reply(to incoming: Incoming) throws -> Reply
}

/// What a handler may take beside its call.
package protocol RouteInput: Sendable {
    /// Describes the input in the API document.
    static func describe(_ operation: inout Operation)
    /// Throws a ``Problem``; the faults of all inputs of a route are answered together.
    static func take(from reader: RequestReader) async throws -> Self
}
