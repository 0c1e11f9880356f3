import HTTPTypes
import Kernel
import Logging

/// One request as the routes see it: the head, what the edge found out about it, and the body still on the wire.
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
    /// The languages the caller reads, best first, cut down to those the product speaks; never empty.
    public let languages: [Language]
    /// Whether query parameters that mean nothing here pass, as those that others append to an address.
    var passesUnknownQuery = false
    /// The root that the route stands under, as `/api`.
    var root = ""
    /// Where a proxy that we trust has put the whole server, as `/api`; empty without one.
    var forwardedPrefix = ""
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

    /// Names the request in every line.
    public var log: Logger { bareLog.naming(requestID) }

    public var authorization: String? { head.headerFields[.authorization] }
    /// Whether a person reads the answer in a browser.
    public var prefersHTML: Bool { AcceptedTypes.prefersHTML(head.headerFields[.accept]) }
    public var userAgent: String? { head.headerFields[.userAgent] }

    public func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { head.headerFields[$0] }
    }
}

extension Logger {
    /// With the request in every line: made when there is something to say, which is seldom.
    public func naming(_ requestID: String) -> Logger {
        var log = self
        log[metadataKey: "request_id"] = .string(requestID)
        return log
    }
}
