import Kernel
import Platform
import Store
import Web

/// The routes of analytics; a location admin sees only the zones assigned to them.
enum Analytics {
    static let routes = rows.tagged("Analytics")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                              handler          needs
        Get ("/analytics/dashboard",        dashboard,       .analyticsRead, "Get the analytics dashboard",
               details: "Sales, orders, customers and products of a period, compared with the period before. Answers may be up to ten seconds old.")
        Get ("/analytics/sales",            sales,           .analyticsRead, "Get sales analytics",
               details: "Sales of a period by day, week, month, zone or company. Cancelled orders do not count, and returns are deducted.")
        Get ("/analytics/products",         products,        .analyticsRead, "Get product analytics",
               details: "The best sellers of a period, and the products that are unsold, low on stock or out of stock.")
        Get ("/analytics/notify-requests",  notifyRequests,  .analyticsRead, "Get stock alert analytics",
               details: "The back-in-stock requests of shop owners, and the average time until they were notified.")
    }

    static func dashboard(_ call: Call, filter: AnalyticsFilter) async throws -> DashboardView {
        let context = call.reportContext
        let period = try filter.period(context)
        return try await AnalyticsCache("dashboard", filter, in: period).answer(call, context) { tx in
            try DashboardView(filter, in: period, context, tx)
        }
    }

    static func sales(
        _ call: Call,
        filter: AnalyticsFilter,
        grouping: GroupByQuery
    ) async throws -> SalesAnalyticsView {
        let context = call.reportContext
        let period = try filter.period(context)
        let groupBy = grouping.groupBy ?? .day
        let cache = AnalyticsCache("sales", filter, in: period, groupBy.rawValue)
        return try await cache.answer(call, context) { tx in
            let totals = try SalesTotals.all(filter, in: period, context, tx)
            return SalesAnalyticsView(
                period: period,
                groupBy: groupBy,
                totals: totals,
                averageOrder: totals.averageOrder,
                groups: try SalesGroup.list(by: groupBy, filter, in: period, context, tx)
            )
        }
    }

    static func products(
        _ call: Call,
        filter: AnalyticsFilter,
        most: LimitQuery
    ) async throws -> ProductAnalyticsView {
        let context = call.reportContext
        let period = try filter.period(context)
        let cache = AnalyticsCache("products", filter, in: period, "\(most.count)")
        return try await cache.answer(call, context) { tx in
            try ProductAnalyticsView(filter, in: period, limit: most.count, context, tx)
        }
    }

    static func notifyRequests(
        _ call: Call,
        filter: AnalyticsFilter,
        most: LimitQuery
    ) async throws -> NotifyAnalyticsView {
        let context = call.reportContext
        let period = try filter.period(context)
        return try await call.db.read { tx in
            try NotifyAnalyticsView(filter, in: period, limit: most.count, context, tx)
        }
    }
}

/// The grouping of sales analytics.
struct GroupByQuery: Query {
    /// The key that sales are grouped by; `day` when absent.
    var groupBy: SalesGrouping?
}

/// The maximum length of the lists in an answer.
struct LimitQuery: Query {
    /// Entries per list at most; 10 when absent.
    var limit: Ranged<1, 100>?

    var count: Int { limit.map { Int($0.value) } ?? 10 }
}

/// Sales of a period, in groups that add up to the totals.
struct SalesAnalyticsView: View {
    /// The days that are counted.
    var period: AnalyticsPeriod
    /// The key that sales are grouped by.
    var groupBy: SalesGrouping
    /// All groups together.
    var totals: SalesTotals
    /// Average total of an order in whole Iraqi dinars, rounded half up; 0 without orders.
    var averageOrder: Int64
    /// By date in ascending order, or zones and companies by total, highest first.
    var groups: [SalesGroup]
}

/// Best sellers and slow movers of a period.
struct ProductAnalyticsView: View {
    /// The days that sales are counted over.
    var period: AnalyticsPeriod
    /// Products with the most units sold, highest first.
    var topByQuantity: [SoldProduct]
    /// Products with the highest revenue, highest first.
    var topByRevenue: [SoldProduct]
    /// Active products without a sale in the period.
    var neverSold: CountedSample
    /// Products at or below their low-stock threshold now, but not out of stock.
    var lowStock: CountedSample
    /// Products without stock now.
    var outOfStock: CountedSample

    /// A number of products, and the first of them.
    struct CountedSample: Codable, Sendable, Equatable {
        /// All that match, including those not in the list.
        var count: Int
        /// The first matches, lowest stock first; at most `limit`.
        var products: [StockedProduct]
    }

    init(
        _ filter: AnalyticsFilter,
        in period: AnalyticsPeriod,
        limit: Int,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws {
        self.period = period
        topByQuantity = try SoldProduct.best(by: .quantity, limit: limit, filter, in: period, context, tx)
        topByRevenue = try SoldProduct.best(by: .revenue, limit: limit, filter, in: period, context, tx)
        let unsold = StockedProduct.isUnsold(filter, in: period, context)
        neverSold = try CountedSample(unsold, limit, filter, context, tx)
        lowStock = try CountedSample(StockedProduct.isLow, limit, filter, context, tx)
        outOfStock = try CountedSample(StockedProduct.isOut, limit, filter, context, tx)
    }
}

extension ProductAnalyticsView.CountedSample {
    init(
        _ condition: SQL,
        _ limit: Int,
        _ filter: AnalyticsFilter,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws {
        count = try StockedProduct.count(where: condition, filter, context, tx)
        products = try StockedProduct.list(where: condition, limit: limit, filter, context, tx)
    }
}
