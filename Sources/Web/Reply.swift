import HTTPTypes
import Hummingbird
import Kernel

/// A response: a status, headers, and a body of bytes or a stream.
public struct Reply: Sendable {
    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: Body

    public enum Body: Sendable {
        case empty
        case bytes([UInt8])
        /// Streamed in chunks, or with its length when it is known.
        case stream(length: Int?, @Sendable (any ResponseBodyWriter) async throws -> Void)
    }

    public init(_ status: Int, headers: [(name: String, value: String)] = [], body: Body = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// A result of a handler.
public protocol RouteOutput: Sendable {
    /// Describes the success answer in the API document.
    static func describe(_ operation: inout Operation)
    func reply(to incoming: Incoming) throws -> Reply
}

/// An input of a handler, in addition to its call.
public protocol RouteInput: Sendable {
    /// Describes the input in the API document.
    static func describe(_ operation: inout Operation)
    /// Throws a ``Problem``; the faults of all inputs of a route are answered together.
    static func read(from reader: RequestReader) async throws -> Self
}
