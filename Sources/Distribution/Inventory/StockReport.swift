import Kernel
import Platform
import Store
import Web

/// What is in store: altogether, by company and by category.
struct StockReport: View {
    var total: Row
    var companies: [Row]
    var categories: [Row]

    /// The counts of some products.
    struct Row: Codable, Sendable, RowDecodable {
        /// The company or category; absent in the total.
        var id: ID<Subject>?
        var products: Int
        var units: Int
        /// At list prices.
        var value: Int
        var low: Int
        var out: Int

        init(_ row: inout Store.Row) throws {
            id = try row.next()
            products = try row.next()
            units = try row.next()
            value = try row.next()
            low = try row.next()
            out = try row.next()
        }
    }

    static func make(_ filter: StockFilter, within scope: Scope, _ tx: borrowing Tx) throws -> StockReport {
        let products: SQL =
            "FROM product p WHERE \(SQL.all([Product.managed(within: scope)] + filter.conditions))"
        guard let total: Row = try tx.first("SELECT \(none), \(counts) \(products)") else {
            throw Problem(.notFound)
        }
        return StockReport(
            total: total,
            companies: try tx.all(
                "SELECT p.company_id, \(counts) \(products) GROUP BY p.company_id ORDER BY p.company_id"
            ),
            categories: try tx.all(
                "SELECT p.category_id, \(counts) \(products) GROUP BY p.category_id ORDER BY p.category_id"
            )
        )
    }

    private static let none: SQL = "\(pg: "CAST(NULL AS uuid)", sqlite: "NULL")"

    /// What there is of one product is worth, at its list price.
    static let worth: SQL =
        """
        CAST(\(pg: "LEAST(CAST(p.stock AS numeric)", sqlite: "MIN(p.stock") * p.price, \(maximumValue)) AS bigint)
        """
    static let maximumValue: Int64 = 9_000_000_000_000_000

    // No sum may be larger than what a number of JSON is read as exactly; the store room would hold more than there is.
    private static let counts: SQL =
        """
        COUNT(*), \(SQL.sum(of: "p.stock")),
        CAST(\(pg: "LEAST(COALESCE(SUM(CAST(p.stock AS numeric) * p.price), 0)", sqlite: "MIN(TOTAL(p.stock * p.price)"),
             \(maximumValue)) AS bigint),
        COUNT(*) FILTER (WHERE p.is_low), COUNT(*) FILTER (WHERE p.is_out)
        """
}

/// Whether the ledger of stock adds up.
struct StockReconciliation: View {
    var products: Int
    /// Products whose stock is not the sum of their movements; a hundred at most.
    var differences: [Difference]

    struct Difference: Codable, Sendable, RowDecodable {
        var productId: ID<Product>
        var stock: Int
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
