import HTTPTypes
import Kernel
import Logging
import Synchronization

/// A mount's entry on the index page.
struct MountSummary: Sendable {
    let name: String
    let title: String
    let version: String
    let prefix: String

    init(_ mount: Mount<some CallContext>) {
        name = mount.name
        title = mount.title
        version = mount.version
        prefix = mount.prefix
    }
}

/// The operator's pages: liveness, readiness, health, metrics, index.
final class Operations: Sendable {
    let isDraining = Atomic(false)
    private let services: EdgeServices
    private let mounts: [MountSummary]
    private let started: Instant
    private let timers: [String: RequestTimer]
    private let access: ServerConfiguration.OperationsAccess
    private let checks: RecentChecks

    init(
        services: EdgeServices,
        mounts: [MountSummary],
        _ configuration: ServerConfiguration
    ) {
        self.services = services
        access = configuration.operations
        checks = RecentChecks(services, freshness: configuration.limits.checkFreshness)
        self.mounts = mounts
        started = services.now()
        timers = Dictionary(
            uniqueKeysWithValues: ["/livez", "/readyz", "/health", "/metrics", "/"].map {
                ($0, RequestTimer(services.metrics, method: "GET", route: $0))
            }
        )
    }

    /// Nil for any other path.
    func reply(to exchange: inout Exchange) async throws(Problem) -> Reply? {
        guard exchange.path.utf8.count <= 8, exchange.path != "/", let timer = timers[String(exchange.path)],
            exchange.method == "GET" || exchange.method == "HEAD"
        else { return nil }
        exchange.route = String(exchange.path)
        exchange.timer = timer
        switch exchange.route {
        case "/livez": return json(200, #"{"status":"ok"}"#)
        case "/readyz": return await readiness()
        case "/health":
            try admit(exchange)
            return await health(exchange.now)
        default:
            try admit(exchange)
            let type = "text/plain; version=0.0.4; charset=utf-8"
            return page(200, type, await services.metrics.text())
        }
    }

    /// Metrics are confidential: closed pages answer as if they did not exist.
    private func admit(_ exchange: Exchange) throws(Problem) {
        switch access {
        case .everyone: return
        case .nobody: throw Problem(.notFound)
        case .bearer(let token):
            let sent = exchange.head.headerFields[.authorization] ?? ""
            guard Self.isSame(sent, "Bearer \(token)") else { throw Problem(.unauthenticated) }
        }
    }

    /// Takes a time that depends only on the length, not on the first difference.
    private static func isSame(_ sent: String, _ wanted: String) -> Bool {
        let (sent, wanted) = (Array(sent.utf8), Array(wanted.utf8))
        guard sent.count == wanted.count else { return false }
        return zip(sent, wanted).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// The index of the server, or of one mount; any other path is not found.
    func index(for exchange: Exchange, below prefix: String = "") throws(Problem) -> Reply {
        let isTop = exchange.path == prefix + "/" || !prefix.isEmpty && exchange.path == prefix
        guard isTop, exchange.method == "GET" || exchange.method == "HEAD" else {
            let hasDocs = mounts.contains { $0.prefix == prefix }
            throw Problem(noOperationBut: hasDocs ? prefix + "/docs" : "/")
        }
        let shown = prefix.isEmpty ? mounts : mounts.filter { $0.prefix == prefix }
        let rows = shown.sorted { $0.name < $1.name }.map { mount in
            object([
                ("name", text(mount.name)), ("title", text(mount.title)), ("version", text(mount.version)),
                ("path", text(mount.prefix.isEmpty ? "/" : mount.prefix)),
                ("openapi", text(mount.prefix + "/openapi.json")), ("docs", text(mount.prefix + "/docs")),
            ])
        }
        return json(200, "{\"products\":[\(rows.joined(separator: ","))]}")
    }

    private func readiness() async -> Reply {
        if isDraining.load(ordering: .relaxed) { return json(503, #"{"status":"draining"}"#) }
        let failing = await checks.results().filter { !$0.isWell }.map { text($0.name) }
        guard failing.isEmpty else {
            let names = access == .everyone ? failing.joined(separator: ",") : ""
            return json(503, "{\"status\":\"unavailable\",\"failing\":[\(names)]}")
        }
        return json(200, #"{"status":"ok"}"#)
    }

    private func health(_ now: Instant) async -> Reply {
        let results = await checks.results()
        let isWell = results.allSatisfy(\.isWell)
        let checks = results.map { result in
            object([
                ("name", text(result.name)), ("status", text(result.isWell ? "ok" : "failing")),
                ("duration_ms", String(result.micros / 1000)),
            ])
        }
        let products = mounts.map { text($0.name) }.sorted()
        let status = isDraining.load(ordering: .relaxed) ? "draining" : isWell ? "ok" : "failing"
        let body = object([
            ("status", text(status)), ("uptime_seconds", String((now - started).components.seconds)),
            ("products", "[\(products.joined(separator: ","))]"),
            ("checks", "[\(checks.joined(separator: ","))]"),
        ])
        return json(isWell ? 200 : 503, body)
    }

    private func object(_ members: [(StaticString, String)]) -> String {
        "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    private func text(_ value: String) -> String {
        LogLine.quoted(value)
    }

    private func json(_ status: Int, _ body: String) -> Reply {
        page(status, "application/json", body)
    }

    private func page(_ status: Int, _ type: String, _ body: String) -> Reply {
        Reply(
            status,
            headers: [("Content-Type", type), ("Cache-Control", "no-store")],
            body: .bytes(Array(body.utf8))
        )
    }
}
