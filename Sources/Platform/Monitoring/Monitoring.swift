import Kernel
import Store
import Web

/// How the server fares, from the counters that `/metrics` shows.
enum Monitoring {
    private static let topCount = 20

    // swift-format-ignore
    static func routes(needs permission: Permission) -> [Route] {
        [
            Get("/monitoring/metrics",    metrics,    permission, "Requests, errors, response times and memory"),
            Get("/monitoring/endpoints",  endpoints,  permission, "The twenty operations that are used, wait, or fail most"),
            Get("/monitoring/health",     health,     permission, "What the server depends on, and how that is"),
            Get("/monitoring/system",     system,     permission, "The process and its machine"),
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

struct EndpointOrder: Query {
    var by: Measure?

    enum Measure: String, Codable, CaseIterable, Sendable {
        case requests, slowest, errors

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
