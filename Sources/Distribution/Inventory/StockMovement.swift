import Kernel
import Platform
import Store
import Web

/// One line of the ledger of stock.
struct StockMovement: View, Record {
    var id: ID<StockMovement>
    var productId: ID<Product>
    var sku: SKU
    var kind: Stock.Kind
    /// Added when positive, taken when negative.
    var quantity: Int
    var stockAfter: Int
    var reason: String?
    var orderId: ID<Order>?
    var byAccount: ID<Account>?
    var at: Instant

    static let columns: SQL =
        """
        s.id, s.product_id, \(Product.skuNow), s.kind, s.quantity, s.stock_after, s.reason, s.order_id, s.by_account, s.at
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        productId = try row.next()
        sku = try row.next()
        kind = try row.next()
        quantity = try row.next()
        stockAfter = try row.next()
        reason = try row.next()
        orderId = try row.next()
        byAccount = try row.next()
        at = try row.next()
    }
}

/// Which movements are wanted.
struct MovementFilter: Query {
    var productId: ID<Product>?
    var companyId: ID<Company>?
    var kind: Stock.Kind?
    var from: Instant?
    var until: Instant?

    var conditions: [SQL] {
        [
            productId.map { "s.product_id = \($0)" },
            companyId.map { "p.company_id = \($0)" },
            kind.map { "s.kind = \($0)" },
            from.map { "s.at >= \($0)" },
            until.map { "s.at < \($0)" },
        ].compactMap(\.self)
    }
}
