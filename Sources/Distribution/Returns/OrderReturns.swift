import Kernel
import Platform
import Store
import Web

/// What comes back of delivered orders.
enum OrderReturns {
    static let routes = rows.tagged("Orders")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                         handler  needs
        Get   ("/orders/{id}/returns",  list,    .orderRead,   "What of an order has come back, the latest first")
        Post  ("/orders/{id}/returns",  create,    .orderReturn, "Take pieces of a delivered order back, or all of it, and give back exactly what was paid for them").idempotent.afresh.refuses(.orderNotDelivered, .returnedAlready, .stale)
    }

    static func list(
        _ call: Call,
        id: ID<Order>,
        page: PageRequest
    ) async throws -> Page<OrderReturnView> {
        try await call.db.read { tx in
            let order = try Order.find(id, within: call.scope, tx)
            let entries: Page<CompanyEntry> = try tx.page(
                page,
                """
                SELECT \(CompanyEntry.columns) FROM company_entry e
                 WHERE e.order_id = \(order.id) AND e.kind = \(CompanyEntry.Kind.reversal)
                """,
                order: SortOrder(.descending("at", \.at), .descending("id", \.id))
            )
            let lines = Dictionary(
                grouping: try ReturnedLine.list(of: entries.data.map(\.id), tx),
                by: \.entry
            )
            return entries.map { entry in
                OrderReturnView(OrderReturn(entry: entry, lines: lines[entry.id] ?? []), of: order, for: call)
            }
        }
    }

    static func create(
        _ call: Call,
        id: ID<Order>,
        match: IfMatch?,
        body: NewReturn
    ) async throws -> Created<OrderReturnView> {
        try await call.db.write { tx in
            let order = try Order.find(id, within: call.scope, tx)
            try match?.check(order.version)
            let taken = try order.recordReturn(body, by: call.actor, tx)
            return Created(OrderReturnView(taken, of: order, for: call), at: "/orders/\(id)/returns")
        }
    }
}

/// What came back at once, and what the shop got for it.
struct OrderReturnView: View {
    var id: ID<CompanyEntry>
    var orderId: ID<Order>
    var reason: String?
    var goods: Int64
    var deliveryFee: Int64
    /// Goods and delivery fee: what the shop gets back.
    var total: Int64
    /// What the platform gives up; not for the customer.
    var commission: Int64?
    var lines: [Line]
    var at: Instant

    struct Line: Codable, Sendable {
        var position: Int
        var productId: ID<Product>
        var sku: String
        var title: String
        var quantity: Int
        var goods: Dinars
        /// Whether it is in stock again.
        var isRestocked: Bool
    }

    init(_ taken: OrderReturn, of order: Order, for call: Call) {
        id = taken.entry.id
        orderId = order.id
        reason = taken.entry.reason
        goods = -taken.entry.goods
        deliveryFee = -taken.entry.deliveryFee
        total = goods + deliveryFee
        commission = call.actor.account == order.customer ? nil : -taken.entry.commission
        lines = taken.lines.map { line in
            Line(
                position: line.position,
                productId: line.product,
                sku: line.sku,
                title: line.name.text(in: call.languages),
                quantity: line.quantity,
                goods: line.goods,
                isRestocked: line.isRestocked
            )
        }
        at = taken.entry.at
    }
}
