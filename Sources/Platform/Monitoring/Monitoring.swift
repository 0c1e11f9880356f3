import Kernel
import Store
import Web

/// Administrative pages over the counters of `/metrics`.
enum Monitoring {
    private static let topCount = 20

    // swift-format-ignore
    static func routes(needs permission: Permission) -> [Route] {
        [
            Get("/monitoring/metrics",    metrics,    permission, "Get server metrics", details: "Requests, errors and response times of this product's operations since the process started, and the memory of the process."),
            Get("/monitoring/endpoints",  endpoints,  permission, "List the busiest endpoints", details: "The first twenty operations of this product by number of requests, response time or errors, since the process started."),
            Get("/monitoring/health",     health,     permission, "Get the health of dependencies", details: "Checks the configured dependencies: database, jobs, storage, Redis, message carriers and real time. Slow checks are cached for 15 seconds."),
            Get("/monitoring/system",     system,     permission, "Get system information", details: "Operating system, memory, open files and database connections of this process."),
        ].tagged("Monitoring")
    }

    static func metrics(_ call: Call) async throws -> ServerMetricsView {
        ServerMetricsView(call.site.dependencies.metrics.traffic, of: call.site)
    }

    static func endpoints(_ call: Call, order: EndpointOrder) async throws -> Listing<EndpointView> {
        let views = call.site.dependencies.metrics.traffic.endpoints(of: call.site).map(EndpointView.init)
        return Listing(Array(views.sorted(by: (order.by ?? .requests).comesFirst).prefix(topCount)))
    }

    static func health(_ call: Call) async throws -> HealthView {
        let checks = await Dependency.all(of: call.site)
        return HealthView(
            status: checks.allSatisfy(\.isWell) ? "ok" : "failing",
            checks: checks.map(HealthView.Check.init)
        )
    }

    static func system(_ call: Call) async throws -> SystemView {
        SystemView(ProcessVitals.reading, of: call.site)
    }
}

/// The order of the endpoints.
struct EndpointOrder: Query {
    /// The sort key, descending; `requests` by default.
    var by: Measure?

    /// Sort keys of endpoints.
    enum Measure: String, Codable, CaseIterable, Sendable {
        /// Number of requests.
        case requests
        /// 95th percentile of the response time.
        case slowest
        /// Number of answers with 5xx.
        case errors

        func comesFirst(_ left: EndpointView, _ right: EndpointView) -> Bool {
            let (left, right) = (key(left), key(right))
            return left.0 == right.0 ? left.1 < right.1 : left.0 > right.0
        }

        private func key(_ view: EndpointView) -> (Double, String) {
            let value =
                switch self {
                case .requests: Double(view.times.requests)
                case .slowest: view.times.p95Ms
                case .errors: Double(view.times.failed)
                }
            return (value, "\(view.path) \(view.method)")
        }
    }
}
