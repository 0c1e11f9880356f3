import Kernel
import Platform
import Store

/// The sales of one product.
struct SoldProduct: Codable, Sendable, Equatable, RowDecodable {
    var productId: ID<Product>
    /// The seller's product code.
    var sku: String
    /// The name in the caller's language, or in Arabic where it has not been translated.
    var title: String
    /// Number of orders that contain it.
    var orders: Int
    /// Units sold, less returns.
    var quantity: Int64
    /// Revenue in whole Iraqi dinars, after discounts and returns and without delivery.
    var revenue: Int64

    init(_ row: inout Row) throws {
        productId = try row.next()
        sku = try row.next()
        title = try row.next()
        orders = try row.next()
        quantity = try row.next()
        revenue = try row.next()
    }
}

/// The stock of one product.
struct StockedProduct: Codable, Sendable, Equatable, RowDecodable {
    var productId: ID<Product>
    /// The seller's product code.
    var sku: String
    /// The name in the caller's language, or in Arabic where it has not been translated.
    var title: String
    /// Units in stock now.
    var stock: Int
    /// At or below this stock the product counts as low.
    var lowStockThreshold: Int

    init(_ row: inout Row) throws {
        productId = try row.next()
        sku = try row.next()
        title = try row.next()
        stock = try row.next()
        lowStockThreshold = try row.next()
    }
}

extension SoldProduct {
    enum Measure: Sendable {
        case quantity, revenue

        fileprivate var order: SQL {
            switch self {
            case .quantity: "t.quantity DESC, t.revenue DESC, t.product_id"
            case .revenue: "t.revenue DESC, t.quantity DESC, t.product_id"
            }
        }
    }

    /// Includes deleted products, because they were sold.
    static func best(
        by measure: Measure,
        limit: Int,
        _ filter: AnalyticsFilter,
        in period: AnalyticsPeriod,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> [SoldProduct] {
        try tx.all(
            """
            SELECT p.id, \(Product.skuNow) AS sku, \(AnalyticsSQL.of("p.name", in: context.languages)) AS title, t.orders, t.quantity, t.revenue
              FROM (\(sold(filter, in: period, context))) AS t JOIN product p ON p.id = t.product_id
             ORDER BY \(measure.order) LIMIT \(limit)
            """
        )
    }

    static func sold(
        _ filter: AnalyticsFilter,
        in period: AnalyticsPeriod,
        _ context: ReportContext
    ) -> SQL {
        """
        SELECT l.product_id, COUNT(DISTINCT o.id) AS orders, \(SQL.sum(of: "l.quantity - l.returned_quantity")) AS quantity,
               \(SQL.sum(of: "l.total - l.returned")) AS revenue
          FROM sales_order o JOIN sales_order_line l ON l.order_id = o.id
         WHERE o.status <> 'CANCELLED' AND \(period.contains("o.placed_at", in: context.zone))
           AND \(filter.orders(context))
         GROUP BY l.product_id
        """
    }
}

extension StockedProduct {
    static let isLow: SQL = "p.is_low"
    static let isOut: SQL = "p.is_out"

    /// Active products without a sale in the period.
    static func isUnsold(
        _ filter: AnalyticsFilter,
        in period: AnalyticsPeriod,
        _ context: ReportContext
    ) -> SQL {
        """
        p.is_active AND p.id IN (
            SELECT every.id FROM product every
            EXCEPT
            SELECT l.product_id FROM sales_order o JOIN sales_order_line l ON l.order_id = o.id
             WHERE o.status <> 'CANCELLED' AND \(period.contains("o.placed_at", in: context.zone))
               AND \(filter.orders(context)))
        """
    }

    /// The products that meet `condition`, lowest stock first.
    static func list(
        where condition: SQL,
        limit: Int,
        _ filter: AnalyticsFilter,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> [StockedProduct] {
        try tx.all(
            """
            SELECT p.id, \(Product.skuNow) AS sku, \(AnalyticsSQL.of("p.name", in: context.languages)) AS title, p.stock, p.low_stock_threshold
              FROM product p WHERE \(filter.products(context)) AND \(condition)
             ORDER BY p.stock, p.sku, p.id LIMIT \(limit)
            """
        )
    }

    static func count(
        where condition: SQL,
        _ filter: AnalyticsFilter,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> Int {
        try tx.value(
            "SELECT COUNT(*) FROM product p WHERE \(filter.products(context)) AND \(condition)",
            as: Int.self
        ) ?? 0
    }
}
