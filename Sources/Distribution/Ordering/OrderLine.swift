import Kernel
import Platform
import Store

/// One product of an order; price, share of every discount and commission stay as they were when it was placed.
struct OrderLine: Sendable {
    let order: ID<Order>
    /// Counted from 1.
    let position: Int
    let product: ID<Product>
    let sku: String
    let name: Name
    let quantity: Int
    let unitPrice: Dinars
    let subtotal: Dinars
    /// Its stored share of all discounts, from which refunds are calculated; never recalculated.
    let discount: Dinars
    let total: Dinars
    /// In hundredths of a percent.
    let commissionRate: Int
    let commission: Dinars
    /// The calculation of the price.
    let pricing: LinePricing
    /// Pieces returned so far.
    var returnedQuantity = 0
    /// The amount refunded for them.
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

    /// The lines of several orders, sorted by order and position.
    static func list(of orders: [ID<Order>], _ tx: borrowing Tx) throws -> [OrderLine] {
        try tx.all(
            """
            SELECT \(columns) FROM sales_order_line l WHERE l.order_id \(in: orders) ORDER BY l.order_id, l.position
            """
        )
    }
}
