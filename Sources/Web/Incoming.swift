import HTTPTypes
import Kernel
import Logging

/// One request as the routes see it: the head, what the edge found out about it, and the body still on the wire.
package struct Incoming: Sendable {
    package let head: HTTPRequest
    /// The path below the mount's prefix, still percent-encoded.
    package let path: String
    package var query: [(name: String, value: String)]
    /// The values of the route's `{parameters}`, decoded, in the order of the path.
    package var parameters: [(name: String, value: String)]
    package var body: RequestBody
    /// The caller's address, from the connection or, behind a trusted proxy, from `X-Forwarded-For`.
    package let address: String
    package let requestID: String
    package let trace: TraceContext
    /// The languages the caller reads, best first, cut down to those the product speaks; never empty.
    package let languages: [Language]
    private let bareLog: Logger

    package init(
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
    package var log: Logger { bareLog.naming(requestID) }

    package var authorization: String? { head.headerFields[.authorization] }
    package var userAgent: String? { head.headerFields[.userAgent] }

    package func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { head.headerFields[$0] }
    }
}

extension Logger {
    /// With the request in every line: made when there is something to say, which is seldom.
    package func naming(_ requestID: String) -> Logger {
        var log = self
        log[metadataKey: "request_id"] = .string(requestID)
        return log
    }
}
