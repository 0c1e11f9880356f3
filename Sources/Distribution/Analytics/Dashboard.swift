import Kernel
import Platform
import Store
import Web

/// The market at a glance.
struct DashboardView: View {
    var period: AnalyticsPeriod
    var sales: SalesTotals
    var averageOrder: Int64
    /// The same number of days, just before.
    var before: SalesTotals
    /// In hundredths of a percent against the period before; absent when there was nothing to compare with.
    var totalGrowth: Int64?
    /// All orders of the period, cancelled ones too.
    var ordersByStatus: [StatusFigure]
    /// Whenever they were placed: what someone has to do something about.
    var openOrders: Int
    var today: SalesTotals
    var customers: CustomerFigures
    var products: ProductFigures
    var topProducts: [SoldProduct]
    var zones: [SalesGroup]

    private static let topCount = 5
}

/// How many orders stand where.
struct StatusFigure: Codable, Sendable, Equatable {
    var status: String
    var orders: Int
}

struct CustomerFigures: Codable, Sendable, Equatable {
    /// Shop owners there are.
    var registered: Int
    /// Of those, who registered within the period.
    var new: Int
    /// Who ordered within the period.
    var ordering: Int
}

struct ProductFigures: Codable, Sendable, Equatable {
    var active: Int
    var lowStock: Int
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

    /// Nil when there was nothing before, or when the number would be beyond all reason.
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
