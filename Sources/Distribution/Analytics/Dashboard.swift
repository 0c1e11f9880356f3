import Kernel
import Platform
import Store
import Web

/// The key figures of the market for a period.
struct DashboardView: View {
    /// The days that are counted; the last 30 when the request names none.
    var period: AnalyticsPeriod
    /// Orders placed within the period, without cancelled ones.
    var sales: SalesTotals
    /// Average total of an order in whole Iraqi dinars, rounded half up; 0 without orders.
    var averageOrder: Int64
    /// Sales of the same number of days directly before the period.
    var before: SalesTotals
    /// Change of the sales total against the period before, in hundredths of a percent; absent without earlier sales.
    var totalGrowth: Int64?
    /// All orders placed within the period, cancelled ones included.
    var ordersByStatus: [StatusFigure]
    /// Orders of any age that are pending, confirmed or in preparation.
    var openOrders: Int
    /// Sales of the current day in Asia/Baghdad.
    var today: SalesTotals
    /// Shop owners, new and ordering.
    var customers: CustomerFigures
    /// Products on sale and their stock levels now.
    var products: ProductFigures
    /// The five products with the highest revenue in the period.
    var topProducts: [SoldProduct]
    /// Sales of the period by zone, highest total first.
    var zones: [SalesGroup]

    private static let topCount = 5
}

/// The number of orders in one status.
struct StatusFigure: Codable, Sendable, Equatable {
    /// An order status, such as `PENDING`.
    var status: String
    /// How many are in the status now.
    var orders: Int
}

/// Numbers of shop owners.
struct CustomerFigures: Codable, Sendable, Equatable {
    /// All shop owners whose accounts are not deleted.
    var registered: Int
    /// Shop owners who joined within the period.
    var new: Int
    /// Shop owners with at least one order in the period that was not cancelled.
    var ordering: Int
}

/// Numbers of products now.
struct ProductFigures: Codable, Sendable, Equatable {
    /// Products on offer.
    var active: Int
    /// Products at or below their low-stock threshold, but not out of stock.
    var lowStock: Int
    /// Products without stock.
    var outOfStock: Int
}

extension DashboardView {
    init(
        _ filter: AnalyticsFilter,
        in period: AnalyticsPeriod,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws {
        let day = context.zone.civil(context.now).date
        self.period = period
        sales = try SalesTotals.all(filter, in: period, context, tx)
        averageOrder = sales.averageOrder
        before = try SalesTotals.all(filter, in: period.before, context, tx)
        totalGrowth = Self.growth(from: before.total, to: sales.total)
        ordersByStatus = try StatusFigure.list(filter, in: period, context, tx)
        openOrders = try StatusFigure.open(filter, context, tx)
        today = try SalesTotals.all(filter, in: AnalyticsPeriod(first: day, last: day), context, tx)
        customers = try CustomerFigures(filter, in: period, context, tx)
        products = try ProductFigures(filter, context, tx)
        topProducts = try SoldProduct.best(
            by: .revenue,
            limit: Self.topCount,
            filter,
            in: period,
            context,
            tx
        )
        zones = try SalesGroup.list(by: .zone, filter, in: period, context, tx)
    }

    /// Nil without earlier sales, or when the number would overflow.
    static func growth(from before: Int64, to now: Int64) -> Int64? {
        guard before > 0 else { return nil }
        let (scaled, isTooLarge) = (now - before).multipliedReportingOverflow(by: 10_000)
        return isTooLarge ? nil : scaled / before
    }
}

extension StatusFigure {
    static func list(
        _ filter: AnalyticsFilter,
        in period: AnalyticsPeriod,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> [StatusFigure] {
        var found: [String: Int] = [:]
        try tx.forEach(
            """
            SELECT o.status, COUNT(*) FROM sales_order o
             WHERE \(period.contains("o.placed_at", in: context.zone)) AND \(filter.orders(context)) GROUP BY o.status
            """
        ) { row in
            let status = try row.next(String.self)
            found[status] = try row.next()
        }
        return Order.Status.allCases.map {
            StatusFigure(status: $0.rawValue, orders: found[$0.rawValue] ?? 0)
        }
    }

    static func open(_ filter: AnalyticsFilter, _ context: ReportContext, _ tx: borrowing Tx) throws -> Int {
        try tx.value(
            """
            SELECT COUNT(*) FROM sales_order o
             WHERE o.status IN ('PENDING', 'CONFIRMED', 'PROCESSING') AND \(filter.orders(context))
            """,
            as: Int.self
        ) ?? 0
    }
}

extension CustomerFigures {
    init(
        _ filter: AnalyticsFilter,
        in period: AnalyticsPeriod,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws {
        let zone: SQL? = filter.zoneId.map { "AND m.zone_id = \($0)" }
        let shops: SQL =
            """
            SELECT COUNT(*) FROM member m JOIN account a ON a.id = m.account_id
             WHERE a.role = \(Role.shopOwner.name) AND a.state <> 'deleted'
               AND \(AnalyticsReach.customers(context.scope)) \(zone)
            """
        registered = try tx.value(shops, as: Int.self) ?? 0
        new =
            try tx.value(
                "\(shops) AND \(period.contains("m.created_at", in: context.zone))",
                as: Int.self
            ) ?? 0
        ordering =
            try tx.value(
                """
                SELECT COUNT(DISTINCT o.customer_id) FROM sales_order o
                 WHERE o.status <> 'CANCELLED' AND \(period.contains("o.placed_at", in: context.zone))
                   AND \(filter.orders(context))
                """,
                as: Int.self
            ) ?? 0
    }
}

extension ProductFigures {
    init(_ filter: AnalyticsFilter, _ context: ReportContext, _ tx: borrowing Tx) throws {
        active = try StockedProduct.count(where: "p.is_active", filter, context, tx)
        lowStock = try StockedProduct.count(where: StockedProduct.isLow, filter, context, tx)
        outOfStock = try StockedProduct.count(where: StockedProduct.isOut, filter, context, tx)
    }
}
