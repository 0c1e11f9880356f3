import Kernel
import Platform
import Store
import Web

/// What the market looks like in numbers; a location admin sees the zones given to them and nothing else.
enum Analytics {
    static let routes = rows.tagged("Analytics")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                              handler          needs
        Get ("/analytics/dashboard",        dashboard,       .analyticsRead, "The market at a glance, against the period before")
        Get ("/analytics/sales",            sales,           .analyticsRead, "Sales by day, week, month, zone or company")
        Get ("/analytics/products",         products,        .analyticsRead, "What sells, what does not, and what runs out")
        Get ("/analytics/notify-requests",  notifyRequests,  .analyticsRead, "What shop owners wait for")
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

struct GroupByQuery: Query {
    var groupBy: SalesGrouping?
}

/// How long the lists of an answer may be.
struct LimitQuery: Query {
    var limit: Ranged<1, 100>?

    var count: Int { limit.map { Int($0.value) } ?? 10 }
}

/// The groups add up to the totals.
struct SalesAnalyticsView: View {
    var period: AnalyticsPeriod
    var groupBy: SalesGrouping
    var totals: SalesTotals
    var averageOrder: Int64
    var groups: [SalesGroup]
}

struct ProductAnalyticsView: View {
    var period: AnalyticsPeriod
    var topByQuantity: [SoldProduct]
    var topByRevenue: [SoldProduct]
    var neverSold: CountedSample
    var lowStock: CountedSample
    var outOfStock: CountedSample

    /// How many there are, and the first of them.
    struct CountedSample: Codable, Sendable, Equatable {
        var count: Int
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
