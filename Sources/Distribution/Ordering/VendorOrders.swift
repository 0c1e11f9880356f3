import Kernel
import Platform
import Store
import Web

/// Routes for the orders and customers of a vendor's company.
enum VendorOrders {
    static let routes = rows.tagged("Vendor portal")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                               handler       needs
        Get   ("/vendors/orders",             list,         .vendorPortal, "List the vendor's orders",
              details: "Lists the orders of the caller's company, newest first unless `sort` asks for another order.")
        Patch ("/vendors/orders/{id}/status", changeStatus, .vendorPortal, "Change a vendor order's status",
              details: "The order's `actions` list the statuses that are possible now. A vendor can confirm, process, ship and reject an order, and cancel a confirmed one; an administrator records the delivery.").refuses(.illegalTransition, .stale)
        Get   ("/vendors/customers",          customers,    .vendorPortal, "List the vendor's customers",
              details: "Lists the shops with orders from the caller's company, the latest order first.")
    }

    static func list(
        _ call: Call,
        filter: OrderFilter,
        sorting: OrderSorting,
        page: PageRequest
    ) async throws -> Page<OrderSummary> {
        try await Orders.list(call, filter: filter, sorting: sorting, page: page)
    }

    static func changeStatus(
        _ call: Call,
        id: ID<Order>,
        match: IfMatch?,
        body: OrderStatusChange
    ) async throws -> Versioned<OrderView> {
        try await Orders.changeStatus(call, id: id, match: match, body: body)
    }

    static func customers(
        _ call: Call,
        filter: VendorCustomerFilter,
        page: PageRequest
    ) async throws -> Page<VendorCustomerView> {
        let conditions = [Order.visible(to: call.scope)] + filter.conditions
        return try await call.db.read { tx in
            try tx.page(
                page,
                """
                SELECT \(VendorCustomerView.columns) FROM sales_order o JOIN member m ON m.account_id = o.customer_id
                 WHERE \(SQL.all(conditions))
                 GROUP BY o.customer_id, m.name, m.shop_name, m.zone_id
                """,
                order: SortOrder(
                    .descending("last_order_at", \.lastOrderAt),
                    .descending("customer_id", \.id)
                )
            )
        }
    }
}

/// Conditions that select customers of a company.
struct VendorCustomerFilter: Query {
    /// Customers whose shop is in this zone.
    var zoneId: ID<DeliveryZone>?
    /// Words, or parts of words, in the name of the person or of the shop.
    var search: Line<1, 100>?

    var conditions: [SQL] {
        [
            zoneId.map { "m.zone_id = \($0)" },
            search.map { SearchQuestion($0.rawValue).condition(in: "m.search_text") },
        ].compactMap(\.self)
    }
}

/// A customer of a company, with totals of the orders placed there.
struct VendorCustomerView: View, Record {
    /// The customer's account.
    var id: ID<Account>
    /// The person's name.
    var name: String
    /// The shop's name; absent when it has none.
    var shopName: String?
    /// The shop's current delivery zone; absent when it has none.
    var zoneId: ID<DeliveryZone>?
    /// Number of orders placed with the company, cancelled ones included.
    var orders: Int
    /// Number of these orders that were cancelled.
    var cancelled: Int
    /// Value of the orders that are not cancelled, less returns, in Iraqi dinars.
    var total: Int64
    /// When the customer first placed an order with the company.
    var firstOrderAt: Instant
    /// When the customer last placed an order with the company.
    var lastOrderAt: Instant

    static let columns: SQL =
        """
        o.customer_id AS customer_id, m.name, m.shop_name, m.zone_id, COUNT(*),
        COUNT(CASE WHEN o.status = 'CANCELLED' THEN 1 END),
        \(SQL.sum(of: "CASE WHEN o.status <> 'CANCELLED' THEN o.total - o.returned_goods - o.returned_fee END")),
        MIN(o.placed_at) AS first_order_at, MAX(o.placed_at) AS last_order_at
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        shopName = try row.next()
        zoneId = try row.next()
        orders = try row.next()
        cancelled = try row.next()
        total = try row.next()
        firstOrderAt = try row.next()
        lastOrderAt = try row.next()
    }
}
