import Kernel
import Platform
import Store

/// One product of an order, with its price, its share of every discount and the commission, as they were when it was placed.
struct OrderLine: Sendable {
    let order: ID<Order>
    /// From 1.
    let position: Int
    let product: ID<Product>
    let sku: String
    let name: Name
    let quantity: Int
    let unitPrice: Dinars
    let subtotal: Dinars
    /// Its stored share of all discounts: what is given back is computed from it, never anew.
    let discount: Dinars
    let total: Dinars
    /// In hundredths of a percent.
    let commissionRate: Int
    let commission: Dinars
    /// How the price came about.
    let pricing: LinePricing
    /// How much of it has come back.
    var returnedQuantity = 0
    /// What was given back for that.
    var returned = Dinars.zero
}

extension OrderLine: Record {
    static let columns: SQL =
        """
        l.order_id, l.position, l.product_id, l.sku, l.name, l.quantity, l.unit_price, l.subtotal, l.discount, l.total,
        l.commission_rate, l.commission, l.pricing, l.returned_quantity, l.returned
        """

    init(_ row: inout Row) throws {
        order = try row.next()
        position = try row.next()
        product = try row.next()
        sku = try row.next()
        name = try row.json()
        quantity = try row.next()
        unitPrice = try row.next()
        subtotal = try row.next()
        discount = try row.next()
        total = try row.next()
        commissionRate = try row.next()
        commission = try row.next()
        pricing = try row.json()
        returnedQuantity = try row.next()
        returned = try row.next()
    }

    static func list(of order: ID<Order>, _ tx: borrowing Tx) throws -> [OrderLine] {
        try list(of: [order], tx)
    }

    /// Of several orders, in their order.
    static func list(of orders: [ID<Order>], _ tx: borrowing Tx) throws -> [OrderLine] {
        try tx.all(
            """
            SELECT \(columns) FROM sales_order_line l WHERE l.order_id \(in: orders) ORDER BY l.order_id, l.position
            """
        )
    }
}
