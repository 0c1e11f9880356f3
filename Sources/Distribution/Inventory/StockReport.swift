import Kernel
import Platform
import Store
import Web

/// Stock in total, by company and by category.
struct StockReport: View {
    /// All products of the filter.
    var total: Row
    /// One row per seller.
    var companies: [Row]
    /// One row per category, subcategories counted apart.
    var categories: [Row]

    /// The counts of some products.
    struct Row: Codable, Sendable, RowDecodable {
        /// The company or category; null in the total.
        var id: ID<Subject>?
        /// The name of the company or category in the language of the request; null in the total.
        var title: String?
        /// Number of products.
        var products: Int
        /// The stock of all these products together, in units.
        var units: Int
        /// Value of the stock at list prices, in whole Iraqi dinars; capped at 9,000,000,000,000,000.
        var value: Int
        /// Products at or below their low-stock threshold, but not out of stock.
        var low: Int
        /// Products without stock.
        var out: Int

        init(_ row: inout Store.Row) throws {
            id = try row.next()
            title = try row.next()
            products = try row.next()
            units = try row.next()
            value = try row.next()
            low = try row.next()
            out = try row.next()
        }
    }

    static func make(
        _ filter: StockFilter,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> StockReport {
        let products: SQL =
            "FROM product p WHERE \(SQL.all([Product.managed(within: context.scope)] + filter.conditions))"
        guard let total: Row = try tx.first("SELECT \(none), \(counts) \(products)") else {
            throw Problem(.notFound)
        }
        let company = AnalyticsSQL.of("c.name", in: context.languages)
        let category = AnalyticsSQL.of("k.name", in: context.languages)
        return StockReport(
            total: total,
            companies: try tx.all(
                """
                SELECT p.company_id, (SELECT \(company) FROM company c WHERE c.id = p.company_id), \(counts) \(products)
                 GROUP BY p.company_id ORDER BY p.company_id
                """
            ),
            categories: try tx.all(
                """
                SELECT p.category_id, (SELECT \(category) FROM category k WHERE k.id = p.category_id), \(counts) \(products)
                 GROUP BY p.category_id ORDER BY p.category_id
                """
            )
        )
    }

    private static let none: SQL = "\(pg: "CAST(NULL AS uuid)", sqlite: "NULL"), CAST(NULL AS text)"

    /// The value of one product's stock at its list price.
    static let worth: SQL =
        """
        CAST(\(pg: "LEAST(CAST(p.stock AS numeric)", sqlite: "MIN(p.stock") * p.price, \(maximumValue)) AS bigint)
        """
    static let maximumValue: Int64 = 9_000_000_000_000_000

    // Sums stay below the largest integer that JSON readers represent exactly (2^53); no real stock is worth more.
    private static let counts: SQL =
        """
        COUNT(*), \(SQL.sum(of: "p.stock")),
        CAST(\(pg: "LEAST(COALESCE(SUM(CAST(p.stock AS numeric) * p.price), 0)", sqlite: "MIN(TOTAL(p.stock * p.price)"),
             \(maximumValue)) AS bigint),
        COUNT(*) FILTER (WHERE p.is_low), COUNT(*) FILTER (WHERE p.is_out)
        """
}

/// The comparison of all stocks with the ledger.
struct StockReconciliation: View {
    /// Number of products compared.
    var products: Int
    /// Products whose stock is not the sum of their movements; at most 100.
    var differences: [Difference]

    /// A product whose stock differs from the ledger.
    struct Difference: Codable, Sendable, RowDecodable {
        var productId: ID<Product>
        /// Units according to the product.
        var stock: Int
        /// Units according to its movements.
        var moved: Int

        init(_ row: inout Store.Row) throws {
            productId = try row.next()
            stock = try row.next()
            moved = try row.next()
        }
    }

    static func make(within scope: Scope, _ tx: borrowing Tx) throws -> StockReconciliation {
        let mine = Product.managed(within: scope)
        return StockReconciliation(
            products: try tx.value("SELECT COUNT(*) FROM product p WHERE \(mine)") ?? 0,
            differences: try tx.all(
                """
                SELECT p.id, p.stock, COALESCE(s.moved, 0)
                  FROM product p
                  LEFT JOIN (SELECT product_id, \(SQL.sum(of: "quantity")) AS moved FROM stock_movement GROUP BY product_id) s
                    ON s.product_id = p.id
                 WHERE p.stock <> COALESCE(s.moved, 0) AND \(mine) ORDER BY p.id LIMIT 100
                """
            )
        )
    }
}
