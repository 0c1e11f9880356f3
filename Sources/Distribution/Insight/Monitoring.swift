import Kernel
import Platform
import Store
import Web

/// How the server fares, from the counters that `/metrics` shows.
enum Monitoring {
    static let routes = rows.tagged("Monitoring")
    private static let topCount = 20

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                         handler     needs
        Get ("/health",                alive,      .anyone,         "Whether the market is open").uncounted.refuses(.outOfOrder)
        Get ("/monitoring/metrics",    metrics,    .monitoringRead, "Requests, errors, response times and memory")
        Get ("/monitoring/endpoints",  endpoints,  .monitoringRead, "The twenty operations that are used, wait, or fail most")
        Get ("/monitoring/health",     health,     .monitoringRead, "What the server depends on, and how that is")
        Get ("/monitoring/system",     system,     .monitoringRead, "The process and its machine")
    }

    static func alive(_ call: Call) async throws -> AliveView {
        let database = await Dependency.database(of: call.site)
        guard database.isWell else { throw Problem(.outOfOrder) }
        return AliveView(status: "ok", time: call.now, product: call.site.product.name)
    }

    static func metrics(_ call: Call) async throws -> ServerMetricsView {
        ServerMetricsView(call.site.outside.metrics.traffic, of: call.site)
    }

    static func endpoints(_ call: Call, order: EndpointOrder) async throws -> Listing<EndpointView> {
        let views = call.site.outside.metrics.traffic.endpoints(of: call.site).map(EndpointView.init)
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

struct AliveView: View {
    var status: String
    var time: Instant
    var product: String
}

// swift-format-ignore
extension Problem.Code {
    static let outOfOrder = Self("distribution.out_of_order", 503, ["en": "The market cannot be reached at the moment.", "ar": "الخدمة غير متاحة حالياً.", "ku": "خزمەتگوزارییەکە ئێستا بەردەست نییە."])
}
