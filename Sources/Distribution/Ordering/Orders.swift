import Kernel
import Platform
import Store
import Web

/// Routes for placing, reading and processing orders.
enum Orders {
    static let routes = rows.tagged("Orders")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                       handler       needs
        Get   ("/orders",             list,         .orderRead,   "List orders",
              details: "Newest first unless `sort` asks for another order. Shop owners see their own orders, location admins those of their zones, vendors those of their company, the platform's administrators all.")
        Post  ("/orders",             place,        .orderPlace,  "Place an order",
              details: "Orders the given items, or the contents of the cart, which is then emptied. Creates one order for each company, either all of them or none, and takes the goods from stock at once. If `expected_total` differs from the calculated total, nothing is ordered.").idempotent.refuses(.cartEmpty, .noAddress, .noZone, .outOfStock, .totalChanged, .promotionExhausted)
        Get   ("/orders/stats",       stats,        .orderRead,   "Get order statistics",
              details: "Counts the orders that the caller may see and that match the filter, by status.")
        Get   ("/orders/{id}",        show,         .orderRead,   "Get an order",
              details: "Includes the lines, the history and the actions open to the caller.")
        Put   ("/orders/{id}/status", changeStatus, .orderHandle, "Change an order's status",
              details: "The order's `actions` list the statuses that are possible now. Cancelling returns the goods to stock; delivering books the sale. The customer is notified of a confirmation, shipment, delivery or cancellation. Only a super administrator can cancel an order in preparation: with a reason, and not while it is on a delivery route that has started.").refuses(.illegalTransition, .guardFailed, .orderUnderWay, .stale)
        Delete("/orders/{id}",        cancel,       .orderCancel, "Cancel an order",
              details: "A shop owner can cancel only an unconfirmed order. The goods return to stock. With `whole_checkout`, all orders of the checkout are cancelled, or none. Without it, a shop owner's cancellation is refused when another order of the checkout has a gift or a bundle price because of this one. Only a super administrator can cancel an order in preparation: with a reason, and not while it is on a delivery route that has started.").refuses(.illegalTransition, .guardFailed, .orderUnderWay, .stale, .cancelTogether)
        Post  ("/orders/{id}/reorder", reorder,     .cart,        "Fill the cart from an order",
              details: "Adds the goods of one of the caller's own orders to the cart, in the nearest quantities that can be ordered now with what the cart holds already. Goods that are out of stock are added in the quantity ordered. Goods that are no longer sold, or not in the shop's present zone, are not added. Prices are those of today, and nothing is reserved.").idempotent.refuses(.noZone)
    }

    static func list(
        _ call: Call,
        filter: OrderFilter,
        sorting: OrderSorting,
        page: PageRequest
    ) async throws -> Page<OrderSummary> {
        let conditions = [Order.visible(to: call.scope)] + filter.conditions
        let orders: Page<ListedOrder> = try await call.db.page(
            page,
            "SELECT \(ListedOrder.columns) FROM \(Order.source) WHERE \(SQL.all(conditions))",
            order: (sorting.sort ?? .newest).order
        )
        return orders.map { OrderSummary($0.order, in: call.languages) }
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

/// The new status of an order.
struct OrderStatusChange: Body {
    /// The status that the order is to have next.
    var status: Order.Status
    /// Reason for the change, which the customer can read; absent means none.
    var reason: Order.Reason?
}

/// A cancellation of an order.
struct OrderCancellation: Body {
    /// Reason for the cancellation, which is kept in the history; absent means none.
    var reason: Order.Reason?
    /// True to cancel all orders of the checkout together, or none; absent means false.
    var wholeCheckout: Bool?
}
