import Kernel
import Platform
import Store
import Web

/// Routes for returns of delivered orders.
enum OrderReturns {
    static let routes = rows.tagged("Orders")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                         handler  needs
        Get   ("/orders/{id}/returns",  list,    .orderRead,   "List an order's returns",
              details: "Lists the returns of an order, newest first, with the returned pieces and the refunds.")
        Post  ("/orders/{id}/returns",  create,    .orderReturn, "Create an order return",
              details: "Records that pieces of a delivered order came back, or everything not yet returned. The refund is exactly the amount paid for the pieces, promotions included; the company's balance and the commission are reduced accordingly. The shop and the company are notified.").idempotent.afresh.refuses(.orderNotDelivered, .returnedAlready, .stale)
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

/// A return of an order, with its refund.
struct OrderReturnView: View {
    var id: ID<CompanyEntry>
    var orderId: ID<Order>
    /// The reason given for the return; absent when none was recorded.
    var reason: String?
    /// Refund for the goods, in Iraqi dinars.
    var goods: Int64
    /// Refund of the delivery fee, in Iraqi dinars; 0 when the return named its lines.
    var deliveryFee: Int64
    /// Refund to the shop, in Iraqi dinars: goods and delivery fee.
    var total: Int64
    /// Commission given up by the platform, in Iraqi dinars; absent for the customer.
    var commission: Int64?
    /// The returned pieces by order line.
    var lines: [Line]
    /// Moment of the return.
    var at: Instant

    /// Returned pieces of one order line.
    struct Line: Codable, Sendable {
        /// Number of the order line, counted from 1.
        var position: Int
        var productId: ID<Product>
        /// The company's stock-keeping unit when the order was placed.
        var sku: String
        /// Product name in the language of the request.
        var title: String
        /// Pieces returned.
        var quantity: Int
        /// Refund for these pieces, in Iraqi dinars.
        var goods: Dinars
        /// Whether the pieces were put back in stock for sale.
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
