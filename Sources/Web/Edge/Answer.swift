import NIOHTTP1

/// What the edge sends back: a reply with every header that the edge adds.
public struct Answer: Sendable {
    public var status: Int
    public var headers: HTTPHeaders
    public var body: Reply.Body
    /// Whether the connection should be given up after it.
    public var closes = false
}

/// Something that must be well for the server to be of use.
public struct HealthCheck: Sendable {
    public let name: String
    /// Throws when it is not well.
    public let run: @Sendable () async throws -> Void

    public init(_ name: String, _ run: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.run = run
    }
}
