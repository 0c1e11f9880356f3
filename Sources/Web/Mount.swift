import Kernel

/// A product's API, ready to be served below a prefix.
public struct Mount<Call: CallContext>: Sendable {
    /// The product's name, a label in logs and metrics.
    public let name: String
    /// Empty at the root, otherwise such as `/caf`.
    public let prefix: String
    public let title: String
    public let version: String
    public let description: String
    /// The languages of the product's answers, the default first.
    public let languages: [Language]
    public var routes: [Route<Call>]
    public let gate: Gate<Call>
    /// The requests that the product sends to webhooks.
    public var webhooks: [WebhookDescription] = []
    /// The comments in the code, for the API document alone.
    public var descriptions: @Sendable () -> Descriptions? = { nil }
    /// Limit for requests of one address without a valid token; nil counts them with all others.
    public var anonymousLimit: RateLimit?
    /// Renders refusals for browsers; nil sends browsers the same answer as programs.
    public var problemPage: ProblemPage?
    public typealias ProblemPage = @Sendable (Problem, _ languages: [Language], _ requestID: String) -> Reply

    public init(
        name: String,
        prefix: String,
        title: String,
        version: String,
        description: String,
        languages: [Language],
        routes: [Route<Call>],
        gate: Gate<Call>,
        anonymousLimit: RateLimit? = nil,
        problemPage: ProblemPage? = nil
    ) {
        self.name = name
        self.prefix = prefix
        self.title = title
        self.version = version
        self.description = description
        self.languages = languages
        self.routes = routes
        self.gate = gate
        self.anonymousLimit = anonymousLimit
        self.problemPage = problemPage
    }

    /// The same mount without rate limits.
    public var withoutLimits: Self {
        var mount = self
        mount.anonymousLimit = nil
        for index in mount.routes.indices { mount.routes[index].policy.limit = nil }
        return mount
    }
}

/// The steps between the edge and a product's handlers; the platform implements them.
public struct Gate<Call: CallContext>: Sendable {
    /// Makes the call, with the caller and their reach.
    ///
    /// Throws `unauthenticated` or `forbidden`.
    public let admit: @Sendable (Incoming, Permission) async throws -> Call
    /// Enforces a route's requirements beyond its permission; only called for such routes.
    public let assure: @Sendable (Incoming, Call, RoutePolicy) async throws -> Void
    /// Runs a request with an `Idempotency-Key` once, and replays its answer after that.
    public let once:
        @Sendable (Incoming, Call, IdempotentRequest, () async throws -> Reply) async throws -> Reply

    public init(
        admit: @escaping @Sendable (Incoming, Permission) async throws -> Call,
        assure: @escaping @Sendable (Incoming, Call, RoutePolicy) async throws -> Void = { _, _, _ in },
        once:
            @escaping @Sendable (Incoming, Call, IdempotentRequest, () async throws -> Reply) async throws ->
            Reply
    ) {
        self.admit = admit
        self.assure = assure
        self.once = once
    }
}

/// The identity of a request with an `Idempotency-Key`, to detect another request with the same key.
public struct IdempotentRequest: Sendable {
    public let key: String
    /// Method and route pattern.
    public let operation: String
    /// SHA-256 over path, query and body.
    public let fingerprint: [UInt8]
}
