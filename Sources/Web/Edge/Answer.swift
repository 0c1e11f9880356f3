import NIOHTTP1

/// The response of the edge: a reply with all headers added by the edge.
public struct Answer: Sendable {
    public var status: Int
    public var headers: HTTPHeaders
    public var body: Reply.Body
    /// Whether the connection is closed afterwards.
    public var closes = false
}

/// A dependency that must work for the server to be ready.
public struct HealthCheck: Sendable {
    public let name: String
    /// Throws when the dependency does not work.
    public let run: @Sendable () async throws -> Void

    public init(_ name: String, _ run: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.run = run
    }
}
