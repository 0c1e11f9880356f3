import NIOHTTP1

/// What the edge sends back: a reply with every header that the edge adds.
package struct Answer: Sendable {
    package var status: Int
    package var headers: HTTPHeaders
    package var body: Reply.Body
    /// Whether the connection should be given up after it.
    package var closes = false
}

/// Something that must be well for the server to be of use.
package struct HealthCheck: Sendable {
    package let name: String
    /// Throws when it is not well.
    package let run: @Sendable () async throws -> Void

    package init(_ name: String, _ run: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.run = run
    }
}
