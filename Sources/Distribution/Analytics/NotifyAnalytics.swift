import Kernel
import Platform
import Store
import Web

/// Stock alerts of a period, and the waiting time until notification.
struct NotifyAnalyticsView: View {
    /// The days that are counted.
    var period: AnalyticsPeriod
    /// Stock alerts requested within the period.
    var requested: Int
    /// Stock alerts sent within the period.
    var notified: Int
    /// Stock alerts of any age that have not been sent.
    var waiting: Int
    /// Average seconds from request to notification, for alerts sent within the period; absent without any.
    var averageWaitSeconds: Int64?
    /// The products with the most waiting alerts now; at most `limit`.
    var products: [WaitedForProduct]
    /// Waiting alerts by the shop owner's zone, most first.
    var zones: [WaitingZone]
}

/// A product with waiting stock alerts.
struct WaitedForProduct: Codable, Sendable, Equatable, RowDecodable {
    var productId: ID<Product>
    /// The seller's product code.
    var sku: String
    /// The name in the caller's language, or in Arabic where it has not been translated.
    var title: String
    /// Number of alerts that have not been sent.
    var waiting: Int
    /// Time of the earliest waiting request.
    var waitingSince: Instant
    /// Units in stock now.
    var stock: Int

    init(_ row: inout Row) throws {
        productId = try row.next()
        sku = try row.next()
        title = try row.next()
        waiting = try row.next()
        waitingSince = try row.next()
        stock = try row.next()
    }
}

/// The waiting stock alerts of one zone.
struct WaitingZone: Codable, Sendable, Equatable, RowDecodable {
    var zoneId: ID<DeliveryZone>
    /// The name in the caller's language, or in Arabic where it has not been translated.
    var title: String
    /// Number of alerts that have not been sent.
    var waiting: Int

    init(_ row: inout Row) throws {
        zoneId = try row.next()
        title = try row.next()
        waiting = try row.next()
    }
}

extension NotifyAnalyticsView {
    init(
        _ filter: AnalyticsFilter,
        in period: AnalyticsPeriod,
        limit: Int,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws {
        let requests = filter.requests(context)
        self.period = period
        requested = try Self.count(requests, period.contains("n.requested_at", in: context.zone), tx)
        let told = period.contains("n.notified_at", in: context.zone)
        notified = try Self.count(requests, told, tx)
        waiting = try Self.count(requests, "n.notified_at IS NULL", tx)
        averageWaitSeconds =
            try tx.value(
                """
                SELECT CAST(AVG(\(pg: "EXTRACT(EPOCH FROM n.notified_at - n.requested_at)",
                    sqlite: "(n.notified_at - n.requested_at) / 1000000")) AS bigint) \(requests) AND \(told)
                """,
                as: Int64?.self
            ) ?? nil
        products = try tx.all(
            """
            SELECT p.id, \(Product.skuNow) AS sku, \(AnalyticsSQL.of("p.name", in: context.languages)) AS title, g.waiting, g.since, p.stock
              FROM (SELECT n.product_id, COUNT(*) AS waiting, MIN(n.requested_at) AS since \(requests)
                       AND n.notified_at IS NULL GROUP BY n.product_id) AS g
              JOIN product p ON p.id = g.product_id
             ORDER BY g.waiting DESC, g.since, p.id LIMIT \(limit)
            """
        )
        zones = try tx.all(
            """
            SELECT z.id, \(AnalyticsSQL.of("z.name", in: context.languages)) AS title, g.waiting
              FROM (SELECT m.zone_id, COUNT(*) AS waiting \(requests) AND n.notified_at IS NULL GROUP BY m.zone_id) AS g
              JOIN delivery_zone z ON z.id = g.zone_id
             ORDER BY g.waiting DESC, z.id
            """
        )
    }

    private static func count(_ requests: SQL, _ condition: SQL, _ tx: borrowing Tx) throws -> Int {
        try tx.value("SELECT COUNT(*) \(requests) AND \(condition)", as: Int.self) ?? 0
    }
}

extension AnalyticsFilter {
    /// The FROM and WHERE clauses for stock alerts `n` of members `m`: zone, company and the caller's scope.
    func requests(_ context: ReportContext) -> SQL {
        let asked: [SQL?] = [
            zoneId.map { "m.zone_id = \($0)" },
            companyId.map { "n.product_id IN (SELECT q.id FROM product q WHERE q.company_id = \($0))" },
        ]
        let conditions = [Visibility(zone: "m.zone_id").visible(to: context.scope)] + asked.compactMap(\.self)
        return "FROM notify_me n JOIN member m ON m.account_id = n.account_id WHERE \(SQL.all(conditions))"
    }
}
