import Kernel
import Platform
import Store
import Web

/// The filter and the assumptions of restock suggestions.
struct SuggestionFilter: Query {
    /// Only products sold by this company.
    var companyId: ID<Company>?
    /// Only products of this category or of one below it.
    var categoryId: ID<Category>?
    /// Days from order to delivery; 7 when absent.
    var leadDays: Ranged<0, 180>?
    /// Days that the safety stock lasts; 3 when absent.
    var safetyDays: Ranged<0, 180>?
    /// Days that an order lasts; 14 when absent.
    var coverDays: Ranged<1, 365>?
    /// The number of suggestions at most, most urgent first; 50 when absent.
    var limit: Ranged<1, 500>?

    var terms: RestockTerms {
        RestockTerms(
            leadDays: leadDays?.value ?? 7,
            safetyDays: safetyDays?.value ?? 3,
            coverDays: coverDays?.value ?? 14
        )
    }
}

/// A recommended order for a product, with the figures that it is based on.
struct RestockSuggestion: View {
    var productId: ID<Product>
    /// The seller's product code, in upper case.
    var sku: SKU
    /// The seller.
    var companyId: ID<Company>
    /// Every translation.
    var name: Name
    /// Units in stock now.
    var stock: Int
    /// The reorder point is never below this number of units.
    var lowStockThreshold: Int
    /// Units per carton, to which the quantity is rounded up; absent when sold by the unit.
    var packSize: Int?
    /// Units sold in the last 7, 30 and 90 days.
    var demand: Demand
    /// Weighted demand per day, in thousandths of a unit.
    var perDayThousandths: Int
    /// The assumptions that the request chose.
    var terms: RestockTerms
    /// The recommended quantity and its limits.
    var advice: RestockAdvice

    /// The products to order, sorted by the days until they run out.
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

    /// Sorts by days left; products without demand come last.
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
