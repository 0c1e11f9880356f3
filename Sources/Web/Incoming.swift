import HTTPTypes
import Kernel
import Logging

/// One request as the routes see it: the head, the edge's findings, and the unread body.
public struct Incoming: Sendable {
    public let head: HTTPRequest
    /// The path below the mount's prefix, still percent-encoded.
    public let path: String
    public var query: [(name: String, value: String)]
    /// The values of the route's `{parameters}`, decoded, in the order of the path.
    public var parameters: [(name: String, value: String)]
    public var body: RequestBody
    /// The caller's address, from the connection or, behind a trusted proxy, from `X-Forwarded-For`.
    public let address: String
    public let requestID: String
    public let trace: TraceContext
    /// The caller's preferred languages among those of the product, best first; never empty.
    public let languages: [Language]
    /// Whether unknown query parameters are ignored, because others append some to the address.
    var passesUnknownQuery = false
    /// The root of the route, such as `/api`.
    var root = ""
    /// The path of the whole server behind a trusted proxy, such as `/api`; empty without one.
    var forwardedPrefix = ""
    /// The two letters of the caller's country, where a trusted proxy names it.
    public internal(set) var country: String?
    private let bareLog: Logger

    public init(
        head: HTTPRequest,
        path: String,
        query: [(name: String, value: String)] = [],
        parameters: [(name: String, value: String)] = [],
        body: RequestBody = .empty,
        address: String = "127.0.0.1",
        requestID: String = "none",
        trace: TraceContext = .new(),
        languages: [Language] = [.english],
        log: Logger
    ) {
        self.head = head
        self.path = path
        self.query = query
        self.parameters = parameters
        self.body = body
        self.address = address
        self.requestID = requestID
        self.trace = trace
        self.languages = languages
        bareLog = log
    }

    /// Adds the request id to every line.
    public var log: Logger { bareLog.naming(requestID) }

    public var method: String { head.method.rawValue }
    public var authorization: String? { head.headerFields[.authorization] }
    /// Whether a browser shows the answer.
    public var prefersHTML: Bool { AcceptedTypes.prefersHTML(head.headerFields[.accept]) }
    public var userAgent: String? { head.headerFields[.userAgent] }

    public func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { head.headerFields[$0] }
    }
}

extension Logger {
    /// A logger with the request id in every line; made only when it is needed.
    public func naming(_ requestID: String) -> Logger {
        var log = self
        log[metadataKey: "request_id"] = .string(requestID)
        return log
    }
}
