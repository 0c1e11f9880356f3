import HTTPTypes
import Kernel
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// The whole path of a request around its handler, in one place.
///
/// In this order: identity and trace, mount and route, limit of the address, admission, limits of the caller
/// and the route, body limit, deadline, idempotency, handler, problem, headers, compression, metrics, log.
public final class Edge<Call: CallContext>: Sendable {
    public let configuration: ServerConfiguration
    public let metrics: Metrics
    let mounts: [Mounted<Call>]
    let services: EdgeServices
    let operations: Operations
    let headers: HeaderPolicy
    let limiter = RateLimiter()
    let deadlines = Deadlines()
    let gzip = Gzip()
    let active = Atomic(0)
    private let hasToldOfProxy = Atomic(false)
    private let callers: CallerAddress
    private let unmatched: [String: RequestTimer]

    public init(mounts: [Mount<Call>], configuration: ServerConfiguration, services: EdgeServices) {
        self.configuration = configuration
        self.services = services
        metrics = services.metrics
        self.mounts =
            mounts.map { Mounted($0, configuration: configuration, metrics: services.metrics) }
            .sorted { $0.prefix.utf8.count > $1.prefix.utf8.count }
        operations = Operations(
            services: services,
            mounts: mounts.map(MountSummary.init),
            configuration
        )
        headers = HeaderPolicy(configuration)
        callers = CallerAddress(
            trusted: configuration.trustedProxies,
            countryHeader: configuration.countryHeader.flatMap { HTTPField.Name($0) }
        )
        let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other"]
        unmatched = Dictionary(
            uniqueKeysWithValues: methods.map {
                ($0, RequestTimer(services.metrics, method: $0, route: "none"))
            }
        )
        metrics.gauge("http_server_active_requests", "Requests in progress.") { [weak self] in
            Double(self?.active.load(ordering: .relaxed) ?? 0)
        }
    }

    /// Answers one request in every case: all errors become problems.
    public func respond(to head: HTTPRequest, body: RequestBody, from peer: Peer) async -> Answer {
        active.wrappingAdd(1, ordering: .relaxed)
        var exchange = Exchange(head, peer, callers, at: services.now())
        warnOfUntrustedProxy(exchange, peer)
        do {
            let reply = try await reply(to: &exchange, body)
            return finish(reply, exchange)
        } catch {
            return finish(refusal(for: error, exchange), exchange)
        }
    }

    /// Reports an untrusted proxy once, as an error.
    ///
    /// All callers behind it have its address, and share its limits and lockouts.
    private func warnOfUntrustedProxy(_ exchange: Exchange, _ peer: Peer) {
        guard configuration.trustedProxies.isEmpty, exchange.head.headerFields.contains(.forwardedFor),
            AddressRange.isPrivate(peer.address), !hasToldOfProxy.exchange(true, ordering: .relaxed)
        else { return }
        services.log.error(
            "requests come through an untrusted proxy: all callers behind it count as one, and can lock each other out; set PORTICO_TRUSTED_PROXIES",
            metadata: ["peer": .string(peer.address)]
        )
    }

    /// Stops being ready; running requests continue.
    public func drain() {
        operations.isDraining.store(true, ordering: .relaxed)
    }

    public var isDraining: Bool { operations.isDraining.load(ordering: .relaxed) }

    private func reply(to exchange: inout Exchange, _ body: RequestBody) async throws -> Reply {
        guard exchange.path.utf8.first == UInt8(ascii: "/") else {
            if exchange.method == "OPTIONS", exchange.path == "*" { return Reply(204) }
            throw Problem(.malformed)
        }
        if let reply = try await operations.reply(to: &exchange) { return reply }
        if let limit = configuration.perAddress {
            try consume(limit, for: exchange.caller.description, &exchange)
        }
        guard let (mounted, path) = mount(for: exchange.path) else {
            return try operations.index(for: exchange)
        }
        exchange.product = mounted.mount.name
        exchange.languages = Languages.accepted(
            exchange.head.headerFields[.acceptLanguage],
            of: mounted.mount.languages
        )
        exchange.isTranslated = mounted.mount.languages.count > 1
        switch mounted.router.match(exchange.method, path) {
        case .operation(let index, let values):
            let endpoint = mounted.endpoints[index]
            exchange.route = endpoint.pattern
            exchange.isPathSecret = endpoint.route.policy.isPathSecret
            if endpoint.route.policy.isForBrowsers { exchange.preferPages(in: mounted.mount.languages) }
            exchange.timer = exchange.method == "HEAD" ? endpoint.headTimer : endpoint.timer
            return try await run(endpoint, values, of: mounted, path, &exchange, body)
        case .otherMethods(let allowed):
            return try otherMethod(allowed, exchange)
        case .nothing:
            if let reply = try mounted.docs?.reply(to: &exchange, path) { return reply }
            return try operations.index(for: exchange, below: mounted.prefix)
        }
    }

    private func mount(for path: Substring) -> (Mounted<Call>, Substring)? {
        for mounted in mounts {
            let prefix = mounted.prefix.utf8
            guard path.utf8.starts(with: prefix) else { continue }
            let rest = path.utf8.dropFirst(prefix.count)
            if rest.isEmpty || rest.first == UInt8(ascii: "/") { return (mounted, Substring(rest)) }
        }
        return nil
    }

    private func otherMethod(_ allowed: String, _ exchange: Exchange) throws -> Reply {
        guard exchange.method == "OPTIONS" else { throw MethodNotAllowed(allowed: allowed) }
        return headers.preflight(exchange, allowed: allowed)
    }

    func consume(_ limit: RateLimit, for key: String, _ exchange: inout Exchange) throws(Problem) {
        let verdict = limiter.consume(limit, for: key, at: exchange.now)
        exchange.record(verdict)
        guard verdict.isAllowed else { throw Problem(.tooManyRequests, retryingAfter: verdict.reset) }
    }

    func timer(for exchange: Exchange) -> RequestTimer? {
        exchange.timer ?? unmatched[exchange.method] ?? unmatched["other"]
    }
}

/// The external services of the edge.
public struct EdgeServices: Sendable {
    public var metrics: Metrics
    public var log: Logger
    /// The output for access lines; nil for none.
    public var accessLog: LogWriter?
    /// The checks of `/readyz`.
    public var checks: [HealthCheck]
    public var now: @Sendable () -> Instant

    public init(
        metrics: Metrics = Metrics(),
        log: Logger,
        accessLog: LogWriter? = nil,
        checks: [HealthCheck] = [],
        now: @escaping @Sendable () -> Instant = WallClock.now
    ) {
        self.metrics = metrics
        self.log = log
        self.accessLog = accessLog
        self.checks = checks
        self.now = now
    }
}

struct MethodNotAllowed: Error {
    let allowed: String
}
