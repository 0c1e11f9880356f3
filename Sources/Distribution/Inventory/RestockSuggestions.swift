import Kernel
import Platform
import Store
import Web

/// For whom and for how long one orders.
struct SuggestionFilter: Query {
    var companyId: ID<Company>?
    /// On this shelf, or on one below it.
    var categoryId: ID<Category>?
    /// Days from the order to the delivery; 7 when absent.
    var leadDays: Ranged<0, 180>?
    /// Days that the safety stock lasts; 3 when absent.
    var safetyDays: Ranged<0, 180>?
    /// Days that an order lasts; 14 when absent.
    var coverDays: Ranged<1, 365>?
    /// The most urgent ones; 50 when absent.
    var limit: Ranged<1, 500>?

    var terms: RestockTerms {
        RestockTerms(
            leadDays: leadDays?.value ?? 7,
            safetyDays: safetyDays?.value ?? 3,
            coverDays: coverDays?.value ?? 14
        )
    }
}

/// What to order of a product, and what that was worked out from.
struct RestockSuggestion: View {
    var productId: ID<Product>
    var sku: SKU
    var companyId: ID<Company>
    var name: Name
    var stock: Int
    var lowStockThreshold: Int
    var packSize: Int?
    var demand: Demand
    var perDayThousandths: Int
    var terms: RestockTerms
    var advice: RestockAdvice

    /// The products that should be ordered, those that run out first before the others.
    static func list(
        _ filter: SuggestionFilter,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> [RestockSuggestion] {
        let now = tx.now
        let products = StockFilter(companyId: filter.companyId, categoryId: filter.categoryId, active: true)
        let conditions = [Product.managed(within: scope)] + products.conditions
        var suggestions: [RestockSuggestion] = []
        try tx.forEach(
            """
            SELECT \(Product.columns), COALESCE(d.week, 0), COALESCE(d.month, 0), COALESCE(d.quarter, 0)
              FROM product p LEFT JOIN (
                  SELECT product_id,
                         \(SQL.sum(of: "CASE WHEN at >= \(now - .days(7)) THEN -quantity END")) AS week,
                         \(SQL.sum(of: "CASE WHEN at >= \(now - .days(30)) THEN -quantity END")) AS month,
                         \(SQL.sum(of: "-quantity")) AS quarter
                    FROM stock_movement
                   WHERE kind IN ('sale', 'cancel') AND at >= \(now - .days(90)) GROUP BY product_id) d
                ON d.product_id = p.id
             WHERE \(SQL.all(conditions))
            """
        ) { row in
            let suggestion = try RestockSuggestion(&row, filter.terms, at: now)
            if suggestion.advice.quantity > 0 { suggestions.append(suggestion) }
        }
        let urgent = suggestions.sorted { $0.urgency < $1.urgency }
        return Array(urgent.prefix(filter.limit?.value ?? 50))
    }

    /// What sells soonest out; then what nobody has asked for lately.
    private var urgency: (Int, Int, ID<Product>) {
        (advice.daysLeft ?? .max, -perDayThousandths, productId)
    }

    private init(_ row: inout Row, _ terms: RestockTerms, at now: Instant) throws {
        let product = try Product(&row)
        let age = (now.micros - product.createdAt.micros) / 86_400_000_000
        demand = Demand(
            last7Days: try row.next(),
            last30Days: try row.next(),
            last90Days: try row.next(),
            ageDays: Int(max(1, age))
        )
        productId = product.id
        sku = product.sku
        companyId = product.company
        name = product.name
        stock = product.stock
        lowStockThreshold = product.lowStockThreshold
        packSize = product.packSize
        perDayThousandths = demand.perDayThousandths
        self.terms = terms
        advice = RestockAdvice(
            demand,
            stock: stock,
            threshold: lowStockThreshold,
            packSize: packSize,
            terms
        )
    }
}
