import Kernel

/// A product's API, ready to be served below a prefix.
package struct Mount<Call: CallContext>: Sendable {
    /// The product's name, a label in logs and metrics.
    package let name: String
    /// Empty at the root, else as `/caf`.
    package let prefix: String
    package let title: String
    package let version: String
    package let description: String
    /// What the product answers in, the default first.
    package let languages: [Language]
    package let routes: [Route<Call>]
    package let gate: Gate<Call>

    package init(
        name: String,
        prefix: String,
        title: String,
        version: String,
        description: String,
        languages: [Language],
        routes: [Route<Call>],
        gate: Gate<Call>
    ) {
        self.name = name
        self.prefix = prefix
        self.title = title
        self.version = version
        self.description = description
        self.languages = languages
        self.routes = routes
        self.gate = gate
    }
}

/// What stands between the edge and a product's handlers; the platform fills it in.
package struct Gate<Call: CallContext>: Sendable {
    /// Makes the call: who it is and how far they reach.
    ///
    /// Throws `unauthenticated` or `forbidden`.
    package let admit: @Sendable (Incoming, Permission) async throws -> Call
    /// Runs a request that came with an `Idempotency-Key` once, and replays its answer after that.
    package let once:
        @Sendable (Incoming, Call, IdempotentRequest, () async throws -> Reply) async throws -> Reply

    package init(
        admit: @escaping @Sendable (Incoming, Permission) async throws -> Call,
        once:
            @escaping @Sendable (Incoming, Call, IdempotentRequest, () async throws -> Reply) async throws ->
            Reply
    ) {
        self.admit = admit
        self.once = once
    }
}

/// What tells one request with an `Idempotency-Key` from another with the same key.
package struct IdempotentRequest: Sendable {
    package let key: String
    /// Method and route pattern.
    package let operation: String
    /// SHA-256 over path, query and body.
    package let fingerprint: [UInt8]
}
