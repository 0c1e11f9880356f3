import Kernel
import Platform
import Store

/// A delivery tour through a zone on one day: a driver, a capacity and the stops in their order.
struct DeliveryRoute: Sendable {
    let id: ID<DeliveryRoute>
    var date: CivilDate
    let zone: ID<DeliveryZone>
    var driverName: DriverName
    var driverPhone: PhoneNumber?
    var capacity: Capacity
    let status: Status
    var statusReason: Reason?
    let startedAt: Instant?
    let finishedAt: Instant?
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int
    let zoneName: Name
    let stops: Int

    typealias DriverName = Line<1, 120>
    /// The maximum number of orders on a route.
    typealias Capacity = Ranged<1, 500>
    typealias Reason = Line<1, 500>
}

extension DeliveryRoute: LifecycleSubject {
    static let kind = "delivery_route"

    /// Stage of a delivery route.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Not started yet; its orders and stops can change.
        case planned
        /// On its way.
        case started
        /// Completed.
        case finished
        /// Called off; its orders can go on another route.
        case cancelled
    }

    /// Step of a delivery route's lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The driver sets out.
        case start
        /// The driver has completed the tour.
        case finish
        /// The tour is called off.
        case cancel
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<DeliveryRoute, Status, Event>(start: .planned) {
        // event     from                        to              needs                   if              then
        On(.start,   from: .planned,             to: .started,   needs: .deliveryManage, if: hasStops)
        On(.finish,  from: .started,             to: .finished,  needs: .deliveryManage,                 then: .freeOrders)
        On(.cancel,  from: .planned, .started,   to: .cancelled, needs: .deliveryManage,                 then: .freeOrders)
    }

    static let hasStops = Guard<DeliveryRoute>(
        "has_stops",
        [
            "en": "The route has no orders.",
            "ar": "لا يوجد أي طلب على المسار.",
            "ku": "هیچ داواکارییەک لەسەر ڕێگاکە نییە.",
        ]
    ) { route in
        route.stops > 0 ? [] : [Problem.Fault("/status", .noStops)]
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> DeliveryRoute {
        try tx.changeOne(
            """
            UPDATE delivery_route
               SET status = \(status), status_reason = \(statusReason),
                   started_at = \(status == .started ? tx.now : startedAt),
                   finished_at = \(status == .finished ? tx.now : finishedAt), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        guard effect == .freeOrders else { return }
        try tx.execute(
            "UPDATE delivery_stop SET released_at = \(tx.now) WHERE route_id = \(id) AND released_at IS NULL"
        )
    }
}

extension Effect {
    /// Releases the orders of the route, so that undelivered ones can go on another route.
    static let freeOrders = Effect("free_orders")
}

extension DeliveryRoute: Record {
    static let columns: SQL =
        """
        r.id AS route_id, r.date, r.zone_id, r.driver_name, r.driver_phone, r.capacity, r.status, r.status_reason, r.started_at,
        r.finished_at, r.created_at, r.updated_at, r.version, z.name,
        (SELECT COUNT(*) FROM delivery_stop t WHERE t.route_id = r.id) AS stops
        """

    static let source: SQL = "delivery_route r JOIN delivery_zone z ON z.id = r.zone_id"

    init(_ row: inout Row) throws {
        id = try row.next()
        date = try row.next()
        zone = try row.next()
        driverName = try row.next()
        driverPhone = try row.next()
        capacity = try row.next()
        status = try row.next()
        statusReason = try row.next()
        startedAt = try row.next()
        finishedAt = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        zoneName = try row.json()
        stops = try row.next()
    }
}
