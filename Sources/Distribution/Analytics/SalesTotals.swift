import Kernel
import Platform
import Store

/// The totals of a set of orders, without cancelled ones.
///
/// Returns reduce the units, the total and the commission, whenever they happened.
struct SalesTotals: Codable, Sendable, Equatable {
    /// Orders that were not cancelled.
    var orders = 0
    /// Units sold, less returns.
    var quantity: Int64 = 0
    /// Goods before discounts, in whole Iraqi dinars.
    var subtotal: Int64 = 0
    /// Deducted from the subtotal, in whole Iraqi dinars.
    var discount: Int64 = 0
    /// Fees for deliveries, in whole Iraqi dinars.
    var deliveryFee: Int64 = 0
    /// Refunds for returned goods and fees, in whole Iraqi dinars.
    var returned: Int64 = 0
    /// `subtotal - discount + delivery_fee - returned`, in whole Iraqi dinars.
    var total: Int64 = 0
    /// The platform's share, less returns, in whole Iraqi dinars.
    var commission: Int64 = 0

    /// The average total of an order, rounded half up to the dinar.
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

extension SalesTotals {
    /// Named sums over the rows of ``sold(_:in:_:by:)``.
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

    /// The amounts of one order `o` after returns, in the order of the reports' columns.
    static let amounts: SQL =
        """
        (SELECT \(SQL.sum(of: "l.quantity - l.returned_quantity")) FROM sales_order_line l WHERE l.order_id = o.id) AS quantity,
        o.subtotal AS subtotal, o.discount AS discount, o.delivery_fee AS delivery_fee, \(returned) AS returned,
        o.total - \(returned) AS total, o.commission - o.returned_commission AS commission
        """

    /// Refunded goods and delivery fee of an order `o`.
    static let returned: SQL = "(o.returned_goods + o.returned_fee)"

    /// The orders of a period that were not cancelled, each with its group.
    static func sold(
        _ filter: AnalyticsFilter,
        in period: AnalyticsPeriod,
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
        in period: AnalyticsPeriod,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> SalesTotals {
        try tx.first("SELECT \(sums) FROM (\(sold(filter, in: period, context))) AS s") ?? SalesTotals()
    }
}

extension SalesTotals: Record {
    /// The columns of sums named `g`.
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
