import Kernel
import Platform
import Store
import Web

/// What shop owners wait for, and how long it took until they were told.
struct NotifyAnalyticsView: View {
    var period: AnalyticsPeriod
    /// Asked for within the period.
    var requested: Int
    /// Told within the period.
    var notified: Int
    /// Who waits now, since whenever.
    var waiting: Int
    /// Of those told within the period, on average; absent when nobody was.
    var averageWaitSeconds: Int64?
    /// What most people wait for now.
    var products: [WaitedForProduct]
    /// By the zone of who waits.
    var zones: [WaitingZone]
}

/// A product that has run out, and who waits for it.
struct WaitedForProduct: Codable, Sendable, Equatable, RowDecodable {
    var productId: ID<Product>
    var sku: String
    var title: String
    var waiting: Int
    var waitingSince: Instant
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

struct WaitingZone: Codable, Sendable, Equatable, RowDecodable {
    var zoneId: ID<DeliveryZone>
    var title: String
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
    /// From here on: the requests `n` of members `m` for a product, of the zone and the company.
    func requests(_ context: ReportContext) -> SQL {
        let asked: [SQL?] = [
            zoneId.map { "m.zone_id = \($0)" },
            companyId.map { "n.product_id IN (SELECT q.id FROM product q WHERE q.company_id = \($0))" },
        ]
        let conditions = [Visibility(zone: "m.zone_id").visible(to: context.scope)] + asked.compactMap(\.self)
        return "FROM notify_me n JOIN member m ON m.account_id = n.account_id WHERE \(SQL.all(conditions))"
    }
}
