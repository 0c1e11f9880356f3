import Kernel
import Platform
import Store
import Web

/// Routes for planning and running delivery tours.
enum DeliveryRoutes {
    static let routes = rows.tagged("Delivery")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                  handler    needs
        Get   ("/delivery/routes",               list,      .deliveryManage, "List delivery routes",
              details: "Lists the routes in the caller's zones, the latest day first.")
        Get   ("/delivery/routes/{id}",          show,      .deliveryManage, "Get a delivery route",
              details: "Includes the stops, their addresses and the actions open to the caller.")
        Post  ("/delivery/routes",               plan,      .deliveryManage, "Create a delivery route",
              details: "Plans a route, with or without orders. An order can be on one open route only.").idempotent.refuses(.routeFull, .orderOnRoute)
        Put   ("/delivery/routes/{id}",          change,    .deliveryManage, "Update a delivery route",
              details: "Absent members stay as they are. `status` starts, finishes or cancels the route; a route without orders cannot start. Finishing or cancelling releases the orders for other routes; it does not change their status.").refuses(.routeNotPlanned, .routeFull, .illegalTransition, .guardFailed, .stale)
        Delete("/delivery/routes/{id}",          remove,    .deliveryManage, "Delete a delivery route",
              details: "Only a planned route can be deleted; a started one can be finished or cancelled.").refuses(.routeNotPlanned, .stale)
        Patch ("/delivery/routes/{id}/orders",   setOrders, .deliveryManage, "Replace a delivery route's orders",
              details: "Sets all orders of a planned route, in the sequence of the stops. Only confirmed, processing and shipped orders of the route's zone are accepted.").refuses(.routeNotPlanned, .routeFull, .orderOnRoute, .stale)
        Post  ("/delivery/routes/{id}/optimize", optimize,  .deliveryManage, "Optimize a delivery route",
              details: "Sorts the stops of a planned route for a short tour by their coordinates; stops without coordinates come last.").refuses(.routeNotPlanned, .stale)
    }

    static func list(
        _ call: Call,
        filter: DeliveryRouteFilter,
        page: PageRequest
    ) async throws -> Page<DeliveryRouteView> {
        try await call.db.read { tx in
            let routes: Page<DeliveryRoute> = try tx.page(
                page,
                """
                SELECT \(DeliveryRoute.columns) FROM \(DeliveryRoute.source)
                 WHERE \(DeliveryRoute.visible(to: call.scope)) AND \(SQL.all(filter.conditions))
                """,
                order: SortOrder(.descending("date", \.date), .descending("route_id", \.id))
            )
            return routes.map { DeliveryRouteView($0, in: call.languages) }
        }
    }

    static func show(_ call: Call, id: ID<DeliveryRoute>) async throws -> Versioned<DeliveryRouteDetail> {
        try await call.db.read { tx in
            try DeliveryRouteDetail.of(.find(id, within: call.scope, tx), for: call, tx)
        }
    }

    static func plan(_ call: Call, body: NewDeliveryRoute) async throws -> Created<DeliveryRouteDetail> {
        try await call.db.write { tx in
            var route = try DeliveryRoute.plan(body, as: call, tx)
            if let orders = body.orderIds, !orders.isEmpty {
                route = try route.carrying(orders, by: call.actor, tx)
            }
            let detail = try DeliveryRouteDetail.of(route, for: call, tx)
            return Created(detail.value, at: "/delivery/routes/\(route.id)", version: detail.version)
        }
    }

    static func change(
        _ call: Call,
        id: ID<DeliveryRoute>,
        match: IfMatch?,
        body: DeliveryRouteChanges
    ) async throws -> Versioned<DeliveryRouteDetail> {
        try await changing(id, match, call) { route, tx in
            var next = try route.changed(by: body, as: call.actor, tx)
            guard let status = body.status, status != next.status else { return next }
            next.statusReason = body.statusReason.value
            return try next.advanced(to: status, as: call, reason: next.statusReason?.rawValue, tx)
        }
    }

    static func remove(_ call: Call, id: ID<DeliveryRoute>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            let route = try DeliveryRoute.find(id, within: call.scope, tx)
            try match?.check(route.version)
            try route.delete(by: call.actor, tx)
            return NoContent()
        }
    }

    static func setOrders(
        _ call: Call,
        id: ID<DeliveryRoute>,
        match: IfMatch?,
        body: RouteOrders
    ) async throws -> Versioned<DeliveryRouteDetail> {
        try await changing(id, match, call) { route, tx in
            try route.carrying(body.orderIds, by: call.actor, tx)
        }
    }

    static func optimize(
        _ call: Call,
        id: ID<DeliveryRoute>,
        match: IfMatch?,
        body: RouteStart?
    ) async throws -> Versioned<DeliveryRouteDetail> {
        let depot = body?.point
        let (seen, stops) = try await call.db.read { tx in
            let route = try DeliveryRoute.find(id, within: call.scope, tx)
            return (route, try DeliveryStop.list(of: route.id, tx))
        }
        try match?.check(seen.version)
        // Calculated outside of any transaction, because five hundred stops take a while.
        let order = RoutePlan.order(stops.map { .init(key: $0.order, point: $0.point) }, from: depot)
        return try await changing(id, .versions([seen.version]), call) { route, tx in
            try route.ordered(order, by: call.actor, tx)
        }
    }

    private static func changing(
        _ id: ID<DeliveryRoute>,
        _ match: IfMatch?,
        _ call: Call,
        _ change: @escaping @Sendable (DeliveryRoute, borrowing Tx) throws -> DeliveryRoute
    ) async throws -> Versioned<DeliveryRouteDetail> {
        try await call.db.write { tx in
            let route = try DeliveryRoute.find(id, within: call.scope, tx)
            try match?.check(route.version)
            return try DeliveryRouteDetail.of(change(route, tx), for: call, tx)
        }
    }
}

extension DeliveryRoute {
    /// Changes date, driver and capacity of an open route.
    fileprivate func changed(
        by changes: DeliveryRouteChanges,
        as actor: Actor,
        _ tx: borrowing Tx
    ) throws -> DeliveryRoute {
        var next = self
        next.date = changes.date ?? date
        next.driverName = changes.driverName ?? driverName
        next.driverPhone = changes.driverPhone.applied(to: driverPhone)
        next.capacity = changes.capacity ?? capacity
        let isSame =
            next.date == date && next.driverName == driverName && next.driverPhone == driverPhone
            && next.capacity == capacity
        guard !isSame else { return self }
        guard !Self.lifecycle.isTerminal(status) else { throw Problem(.routeNotPlanned) }
        guard stops <= next.capacity.value else {
            throw Problem(.routeFull, extras: ["stops": .integer(Int64(stops))])
        }
        return try next.save(.change, by: actor, tx)
    }
}
