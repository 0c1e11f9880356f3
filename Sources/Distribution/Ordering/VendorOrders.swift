import Kernel
import Platform
import Store
import Web

/// A company's own orders, and the shops that placed them.
enum VendorOrders {
    static let routes = rows.tagged("Vendor portal")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                               handler       needs
        Get   ("/vendors/orders",             list,         .vendorPortal, "The company's orders, the newest first")
        Patch ("/vendors/orders/{id}/status", changeStatus, .vendorPortal, "Move an order of the company along its lifecycle").refuses(.illegalTransition, .stale)
        Get   ("/vendors/customers",          customers,    .vendorPortal, "Who has ordered from the company, and for how much")
    }

    static func list(
        _ call: Call,
        filter: OrderFilter,
        page: PageRequest
    ) async throws -> Page<OrderSummary> {
        try await Orders.list(call, filter: filter, page: page)
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

struct VendorCustomerFilter: Query {
    var zoneId: ID<DeliveryZone>?
    /// Words, or parts of words, of the name of the person or of the shop.
    var search: Line<1, 100>?

    var conditions: [SQL] {
        [
            zoneId.map { "m.zone_id = \($0)" },
            search.map { SearchQuestion($0.rawValue).condition(in: "m.search_text") },
        ].compactMap(\.self)
    }
}

/// A shop that has ordered from a company, by what it ordered there.
struct VendorCustomerView: View, Record {
    var id: ID<Account>
    var name: String
    var shopName: String?
    var zoneId: ID<DeliveryZone>?
    var orders: Int
    var cancelled: Int
    /// Without what was cancelled, and without what was given back.
    var total: Int64
    var firstOrderAt: Instant
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
