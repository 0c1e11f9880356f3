import Kernel
import Platform
import Store

/// What some orders come to; cancelled ones are no sales and are not among them.
///
/// What came back of them is taken off the pieces, the total and the commission, whenever it did.
struct SalesFacts: Codable, Sendable, Equatable {
    var orders = 0
    /// Pieces.
    var quantity: Int64 = 0
    var subtotal: Int64 = 0
    var discount: Int64 = 0
    var deliveryFee: Int64 = 0
    /// Given back for what came back.
    var returned: Int64 = 0
    /// `subtotal - discount + delivery_fee - returned`.
    var total: Int64 = 0
    var commission: Int64 = 0

    /// Rounded half up to the dinar.
    var averageOrder: Int64 { orders == 0 ? 0 : (2 * total + Int64(orders)) / (2 * Int64(orders)) }

    static func + (left: Self, right: Self) -> Self {
        Self(
            orders: left.orders + right.orders,
            quantity: left.quantity + right.quantity,
            subtotal: left.subtotal + right.subtotal,
            discount: left.discount + right.discount,
            deliveryFee: left.deliveryFee + right.deliveryFee,
            returned: left.returned + right.returned,
            total: left.total + right.total,
            commission: left.commission + right.commission
        )
    }
}

extension SalesFacts {
    /// The sums, by names of their own; the rows are those of ``sold(_:_:_:by:)``.
    static let sums: SQL =
        """
        COUNT(*) AS orders, \(SQL.sum(of: "s.quantity")) AS quantity,
        \(SQL.sum(of: "s.subtotal")) AS subtotal,
        \(SQL.sum(of: "s.discount")) AS discount,
        \(SQL.sum(of: "s.delivery_fee")) AS delivery_fee,
        \(SQL.sum(of: "s.returned")) AS returned,
        \(SQL.sum(of: "s.total")) AS total,
        \(SQL.sum(of: "s.commission")) AS commission
        """

    /// What one order `o` comes to, after what came back of it, in the order of the reports' columns.
    static let amounts: SQL =
        """
        (SELECT \(SQL.sum(of: "l.quantity - l.returned_quantity")) FROM sales_order_line l WHERE l.order_id = o.id) AS quantity,
        o.subtotal AS subtotal, o.discount AS discount, o.delivery_fee AS delivery_fee, \(returned) AS returned,
        o.total - \(returned) AS total, o.commission - o.returned_commission AS commission
        """

    /// Goods and delivery fee of an order `o` that were given back.
    static let returned: SQL = "(o.returned_goods + o.returned_fee)"

    /// The orders of a period that were not cancelled, each with what it is grouped by.
    static func sold(
        _ filter: AnalyticsFilter,
        in period: InsightPeriod,
        _ context: ReportContext,
        by group: SQL = "0"
    ) -> SQL {
        """
        SELECT \(group) AS grouped, \(amounts) FROM sales_order o
         WHERE o.status <> 'CANCELLED' AND \(period.contains("o.placed_at", in: context.zone))
           AND \(filter.orders(context))
        """
    }

    static func all(
        _ filter: AnalyticsFilter,
        in period: InsightPeriod,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> SalesFacts {
        try tx.first("SELECT \(sums) FROM (\(sold(filter, in: period, context))) AS s") ?? SalesFacts()
    }
}

extension SalesFacts: Record {
    /// Of sums called `g`.
    static let columns: SQL =
        "g.orders, g.quantity, g.subtotal, g.discount, g.delivery_fee, g.returned, g.total, g.commission"

    init(_ row: inout Row) throws {
        orders = try row.next()
        quantity = try row.next()
        subtotal = try row.next()
        discount = try row.next()
        deliveryFee = try row.next()
        returned = try row.next()
        total = try row.next()
        commission = try row.next()
    }
}
