import Kernel
import Platform
import Store
import Web

/// The work of the server, and the targets of the product.
struct UsageView: View {
    /// Requests of this product since the process started.
    var requests: Figure
    /// The share of them that failed (5xx).
    var errors: Figure
    /// The 95th percentile of the response time, estimated.
    var p95: Figure
    /// Hours since the process started.
    var uptime: Figure
    /// The product's targets with their present values.
    var targets: [Target]

    /// A target of the product.
    struct Target: Codable, Sendable {
        /// Its name, such as `error_rate`.
        var name: Name
        /// The present value.
        var figure: Figure
        /// The value to be reached.
        var target: Double
        /// Whether it is reached; null while there is no value.
        var isMet: Bool?

        /// An unknown answer is null, not absent.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(figure, forKey: .figure)
            try container.encode(target, forKey: .target)
            try container.encode(isMet, forKey: .isMet)
        }
    }

    /// The name of a target.
    enum Name: String, Codable, CaseIterable, Sendable {
        /// 95% of the answers take less than 200 ms.
        case responseTime = "response_time"
        /// A statement of the database takes less than 50 ms on average.
        case queryTime = "query_time"
        /// Less than 0.1% of the requests fail.
        case errorRate = "error_rate"
        /// The service is there for more than 99.9% of the time.
        case availability
        /// More than 95% of the registrations are finished.
        case registrations
        /// More than 90% of the agreed lessons take place.
        case bookings
        /// More than 98% of the payments succeed.
        case payments
    }

    static let days = 30

    static func of(_ traffic: Traffic, at site: Site, _ tx: borrowing Tx) throws -> UsageView {
        let routes = Set(site.product.routes.flatMap { [$0.path, "/\(site.product.name)\($0.path)"] })
        var times = Traffic.Times()
        for endpoint in traffic.endpoints where routes.contains(endpoint.route) { times.add(endpoint.times) }
        let hours = Double(traffic.uptime.components.seconds) / 3_600
        let window = "PT\(traffic.uptime.components.seconds)S"
        let slowest = times.requests == 0 ? nil : (times.quantile(0.95) * 100_000).rounded() / 100
        let (errors, p95) = (
            Figure(times.failed, of: times.requests, "Answers with 5xx / all.", over: window),
            Figure(
                slowest,
                .milliseconds,
                "Estimated within a bucket.",
                over: window,
                of: times.requests,
                atLeast: 1
            )
        )
        return UsageView(
            requests: Figure(count: times.requests, "Answers since the process started.", over: window),
            errors: errors,
            p95: p95,
            uptime: Figure(
                (hours * 100).rounded() / 100,
                .hours,
                "Since the process started.",
                over: window,
                of: 1
            ),
            targets: [
                Target(.responseTime, p95, below: 200), Target(.errorRate, errors, below: 0.001),
                Target(
                    .queryTime,
                    .notRecorded(.milliseconds, "Not measured by statement.", over: window),
                    below: 50
                ),
                Target(
                    .availability,
                    .notRecorded(.ratio, "Measured from outside.", over: window),
                    above: 0.999
                ),
            ] + (try business(at: site, tx))
        )
    }

    private static func business(at site: Site, _ tx: borrowing Tx) throws -> [Target] {
        let period = FigurePeriod.last(days, at: tx.now, in: site.product.zone)
        let work = TutorWork.sum(of: try TutorWork.all(in: period, tx))
        let payments: Payments = try tx.one(
            """
            SELECT COUNT(*), COUNT(*) FILTER (WHERE c.state = 'succeeded') FROM charge c
             WHERE c.created_at >= \(period.start) AND c.state NOT IN ('created', 'open')
            """
        )
        return [
            Target(
                .registrations,
                .notRecorded(.ratio, "Unfinished ones are forgotten.", over: period.window),
                above: 0.95
            ),
            Target(.bookings, work.completion(period.window), above: 0.9),
            Target(
                .payments,
                Figure(
                    payments.succeeded,
                    of: payments.ended,
                    "Payments that succeeded / that ended.",
                    over: period.window
                ),
                above: 0.98
            ),
        ]
    }

    private struct Payments: RowDecodable {
        let ended: Int
        let succeeded: Int

        init(_ row: inout Row) throws {
            ended = try row.next()
            succeeded = try row.next()
        }
    }
}

extension UsageView.Target {
    fileprivate init(_ name: UsageView.Name, _ figure: Figure, below target: Double) {
        self.init(name: name, figure: figure, target: target, isMet: figure.value.map { $0 < target })
    }

    fileprivate init(_ name: UsageView.Name, _ figure: Figure, above target: Double) {
        self.init(name: name, figure: figure, target: target, isMet: figure.value.map { $0 > target })
    }
}
