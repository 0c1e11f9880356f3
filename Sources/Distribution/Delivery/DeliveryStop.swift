import Kernel
import Platform
import Store

/// An order on a route, with the data that the driver needs.
struct DeliveryStop: Record {
    let order: ID<Order>
    let position: Int
    let orderStatus: String
    let total: Dinars
    let address: OrderAddress
    let companyName: Name
    let customerName: String
    let shopName: String?

    static let columns: SQL =
        "t.order_id, t.position, o.status, o.total, o.address, c.name, m.name, m.shop_name"

    private static let source: SQL =
        """
        delivery_stop t JOIN sales_order o ON o.id = t.order_id JOIN company c ON c.id = o.company_id
          JOIN member m ON m.account_id = o.customer_id
        """

    init(_ row: inout Row) throws {
        order = try row.next()
        position = try row.next()
        orderStatus = try row.next()
        total = try row.next()
        address = try row.json()
        companyName = try row.json()
        customerName = try row.next()
        shopName = try row.next()
    }

    /// The coordinates of the address.
    var point: MapPoint? { address.location.map(MapPoint.init) }

    static func list(of route: ID<DeliveryRoute>, _ tx: borrowing Tx) throws -> [DeliveryStop] {
        try tx.all(
            "SELECT \(columns) FROM \(source) WHERE t.route_id = \(route) ORDER BY t.position, t.order_id"
        )
    }
}

extension DeliveryRoute {
    /// Replaces the orders of the route, in the given sequence.
    func carrying(_ orders: [ID<Order>], by actor: Actor, _ tx: borrowing Tx) throws -> DeliveryRoute {
        guard status == .planned else { throw Problem(.routeNotPlanned) }
        guard orders.count <= capacity.value else {
            throw Problem(.routeFull, extras: ["capacity": .integer(Int64(capacity.value))])
        }
        try refuseOthers(among: orders, tx)
        try tx.execute("DELETE FROM delivery_stop WHERE route_id = \(id)")
        for (index, order) in orders.enumerated() {
            let taken = try tx.execute(
                """
                INSERT INTO delivery_stop (route_id, order_id, position) VALUES (\(id), \(order), \(index + 1))
                ON CONFLICT DO NOTHING
                """
            )
            guard taken == 1 else {
                throw Problem(.orderOnRoute, extras: ["order_id": .string(order.description)])
            }
        }
        return try save(.setOrders, by: actor, tx)
    }

    /// Refuses orders outside the zone, orders not waiting for delivery, and repeated ones.
    private func refuseOthers(among orders: [ID<Order>], _ tx: borrowing Tx) throws {
        let known = Set(
            try tx.values(
                """
                SELECT o.id FROM sales_order o
                 WHERE o.id \(in: orders) AND o.zone_id = \(zone) AND o.status IN ('CONFIRMED', 'PROCESSING', 'SHIPPED')
                """,
                as: ID<Order>.self
            )
        )
        var seen: Set<ID<Order>> = []
        let faults = orders.enumerated().compactMap { index, order -> Problem.Fault? in
            if !known.contains(order) { return Problem.Fault("/order_ids/\(index)", .notDeliverable) }
            return seen.insert(order).inserted ? nil : Problem.Fault("/order_ids/\(index)", .namedTwice)
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    /// Refuses when the order is on a route that has started: its goods may be on the road.
    static func refuseUnderWay(_ order: ID<Order>, _ tx: borrowing Tx) throws {
        let route = try tx.value(
            """
            SELECT r.id FROM delivery_stop t JOIN delivery_route r ON r.id = t.route_id
             WHERE t.order_id = \(order) AND t.released_at IS NULL AND r.status = \(Status.started)
            """,
            as: ID<DeliveryRoute>.self
        )
        guard let route else { return }
        throw Problem(.orderUnderWay, extras: ["route_id": .string(route.description)])
    }

    /// Removes a cancelled order from its planned route.
    static func drop(_ order: ID<Order>, _ tx: borrowing Tx) throws {
        let routes = try tx.values(
            """
            SELECT r.id FROM delivery_stop t JOIN delivery_route r ON r.id = t.route_id
             WHERE t.order_id = \(order) AND r.status = \(Status.planned)
            """,
            as: ID<DeliveryRoute>.self
        )
        for route in routes {
            try tx.execute("DELETE FROM delivery_stop WHERE route_id = \(route) AND order_id = \(order)")
            try tx.execute(
                "UPDATE delivery_route SET updated_at = \(tx.now), version = version + 1 WHERE id = \(route)"
            )
        }
    }

    /// Puts the stops into the given sequence.
    func ordered(_ stops: [ID<Order>], by actor: Actor, _ tx: borrowing Tx) throws -> DeliveryRoute {
        guard status == .planned else { throw Problem(.routeNotPlanned) }
        for (index, stop) in stops.enumerated() {
            try tx.execute(
                """
                UPDATE delivery_stop SET position = \(index + 1) WHERE route_id = \(id) AND order_id = \(stop)
                """
            )
        }
        return try save(.optimize, by: actor, tx)
    }
}
