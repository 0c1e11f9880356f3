import Kernel
import Platform
import Store
import Web

extension DeliveryRoute: Scoped {
    static let visibility = Visibility(zone: "r.zone_id")

    static func find(_ id: ID<DeliveryRoute>, within scope: Scope, _ tx: borrowing Tx) throws -> DeliveryRoute
    {
        try tx.one("SELECT \(columns) FROM \(source) WHERE r.id = \(id) AND \(visible(to: scope))")
    }

    static func find(_ id: ID<DeliveryRoute>, _ tx: borrowing Tx) throws -> DeliveryRoute {
        try tx.one("SELECT \(columns) FROM \(source) WHERE r.id = \(id)")
    }

    /// Creates a route in one of the caller's zones; any other zone is 422, as if it did not exist.
    static func plan(_ new: NewDeliveryRoute, as call: Call, _ tx: borrowing Tx) throws -> DeliveryRoute {
        let isTheirs = try tx.exists(
            "SELECT 1 FROM delivery_zone z WHERE z.id = \(new.zoneId) AND \(Visibility(zone: "z.id").visible(to: call.scope))"
        )
        guard isTheirs else { throw Problem(.invalid, faults: [.init("/zone_id", .unknownZone)]) }
        let id = tx.newID(of: DeliveryRoute.self)
        try tx.execute(
            """
            INSERT INTO delivery_route (id, date, zone_id, driver_name, driver_phone, capacity, status, created_at, updated_at, version)
            VALUES (\(id), \(new.date), \(new.zoneId), \(new.driverName), \(new.driverPhone), \(new.capacity),
                    \(Status.planned), \(tx.now), \(tx.now), 1)
            """
        )
        try Audit.record(DeliveryRouteAction.plan, of: kind, id.cast(), by: call.actor, tx)
        return try find(id, tx)
    }

    /// Fails with ``Problem/Code/stale`` when another caller has changed the route first.
    func save(_ action: DeliveryRouteAction, by actor: Actor, _ tx: borrowing Tx) throws -> DeliveryRoute {
        try tx.changeOne(
            """
            UPDATE delivery_route
               SET date = \(date), driver_name = \(driverName), driver_phone = \(driverPhone), capacity = \(capacity),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Audit.record(action, of: Self.kind, id.cast(), by: actor, tx)
        return try Self.find(id, tx)
    }

    /// Deletes a planned route; a started one can only be finished or cancelled.
    func delete(by actor: Actor, _ tx: borrowing Tx) throws {
        guard status == .planned else { throw Problem(.routeNotPlanned) }
        try tx.execute("DELETE FROM delivery_stop WHERE route_id = \(id)")
        try tx.changeOne("DELETE FROM delivery_route WHERE id = \(id) AND version = \(version)")
        try Audit.record(DeliveryRouteAction.delete, of: Self.kind, id.cast(), by: actor, tx)
    }
}

/// Conditions that select delivery routes; all of them apply together.
struct DeliveryRouteFilter: Query {
    /// Routes through this zone.
    var zoneId: ID<DeliveryZone>?
    /// Routes with this status.
    var status: DeliveryRoute.Status?
    /// Routes on this day in Baghdad or later.
    var from: CivilDate?
    /// Routes on this day in Baghdad or earlier.
    var to: CivilDate?

    var conditions: [SQL] {
        [
            zoneId.map { "r.zone_id = \($0)" },
            status.map { "r.status = \($0)" },
            from.map { "r.date >= \($0)" },
            to.map { "r.date <= \($0)" },
        ].compactMap(\.self)
    }
}
