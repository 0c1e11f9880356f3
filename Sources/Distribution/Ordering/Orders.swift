import Kernel
import Platform
import Store
import Web

/// The orders: for who placed them, and for those who see them through.
enum Orders {
    static let routes = rows.tagged("Orders")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                       handler       needs
        Get   ("/orders",             list,         .orderRead,   "The orders, the newest first")
        Post  ("/orders",             place,        .orderPlace,  "Order what is in the cart, or what is said: one order for each company").idempotent.refuses(.cartEmpty, .noAddress, .noZone, .outOfStock, .totalChanged, .promotionExhausted)
        Get   ("/orders/stats",       stats,        .orderRead,   "How many orders there are in each status, and what they come to")
        Get   ("/orders/{id}",        show,         .orderRead,   "One order with its lines and its history")
        Put   ("/orders/{id}/status", changeStatus, .orderHandle, "Move an order along its lifecycle").refuses(.illegalTransition, .stale)
        Delete("/orders/{id}",        cancel,       .orderCancel, "Cancel an order, or its whole checkout; what was taken for it is in stock again").refuses(.illegalTransition, .stale, .cancelTogether)
    }

    static func list(
        _ call: Call,
        filter: OrderFilter,
        page: PageRequest
    ) async throws -> Page<OrderSummary> {
        let conditions = [Order.visible(to: call.scope)] + filter.conditions
        let orders: Page<Order> = try await call.db.page(
            page,
            "SELECT \(Order.columns) FROM \(Order.source) WHERE \(SQL.all(conditions))",
            order: Order.newest
        )
        return orders.map { OrderSummary($0, in: call.languages) }
    }

    static func place(_ call: Call, body: NewOrder?) async throws -> Created<CheckoutView> {
        let order = try PlaceOrder(body ?? NewOrder(), as: call)
        try await call.site.references.prepare(for: call.db)
        let placed: PlacedCheckout
        do {
            placed = try await call.db.write { tx in try order.run(tx) }
        } catch let error as DatabaseError {
            throw try await OpenOrders.refusal(of: error, for: call)
        }
        return Created(placed.view(for: call), at: "/orders?checkout_id=\(placed.id)")
    }

    static func show(_ call: Call, id: ID<Order>) async throws -> Versioned<OrderView> {
        try await call.db.read { tx in
            try OrderView.versioned(Order.find(id, within: call.scope, tx), for: call, tx)
        }
    }

    static func stats(_ call: Call, filter: OrderFilter) async throws -> OrderStats {
        try await call.db.read { tx in try OrderStats.of(filter, within: call.scope, tx) }
    }

    static func changeStatus(
        _ call: Call,
        id: ID<Order>,
        match: IfMatch?,
        body: OrderStatusChange
    ) async throws -> Versioned<OrderView> {
        try await call.db.write { tx in
            let order = try Order.find(id, within: call.scope, tx)
            try match?.check(order.version)
            let moved = try order.advanced(to: body.status, because: body.reason, as: call, tx)
            return try OrderView.versioned(moved, for: call, tx)
        }
    }

    static func cancel(
        _ call: Call,
        id: ID<Order>,
        match: IfMatch?,
        body: OrderCancellation?
    ) async throws -> Versioned<OrderView> {
        try await call.db.write { tx in
            let order = try Order.find(id, within: call.scope, tx)
            try match?.check(order.version)
            try Quota.cancelledOrders.consume(as: call, tx)
            let moved: Order
            if body?.wholeCheckout == true {
                moved = try order.cancelledWithOthers(because: body?.reason, as: call, tx)
            } else {
                if call.scope.reach == .own { try order.refuseLeavingGifts(for: call, tx) }
                moved = try order.advanced(to: .cancelled, because: body?.reason, as: call, tx)
            }
            return try OrderView.versioned(moved, for: call, tx)
        }
    }
}

struct OrderStatusChange: Body {
    var status: Order.Status
    var reason: Order.Reason?
}

struct OrderCancellation: Body {
    var reason: Order.Reason?
    /// All orders that were placed with it, or none.
    var wholeCheckout: Bool?
}
