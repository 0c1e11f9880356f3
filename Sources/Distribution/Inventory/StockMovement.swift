import Kernel
import Platform
import Store
import Web

/// An entry of the stock ledger.
struct StockMovement: View, Record {
    var id: ID<StockMovement>
    var productId: ID<Product>
    /// The seller's product code, in upper case.
    var sku: SKU
    /// The cause of the movement.
    var kind: Stock.Kind
    /// Units added, or removed when negative.
    var quantity: Int
    /// Units in stock after the movement.
    var stockAfter: Int
    /// Note of the account that recorded it; absent without one.
    var reason: String?
    /// The order that it belongs to; absent for movements by hand.
    var orderId: ID<Order>?
    /// The account that caused it; absent for the system.
    var byAccount: ID<Account>?
    /// Time of the movement.
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

/// The filter of a list of stock movements.
struct MovementFilter: Query {
    /// Only movements of this product.
    var productId: ID<Product>?
    /// Only movements of products sold by this company.
    var companyId: ID<Company>?
    /// Only movements with this cause.
    var kind: Stock.Kind?
    /// Earliest time, included.
    var from: Instant?
    /// Latest time, not included.
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
