import Kernel
import Store

extension Booking {
    /// The bookings in a part of a day of one resource, in order.
    static func list(
        in span: WallSpan,
        of day: CivilDate,
        with resource: BookingResource,
        _ tx: borrowing Tx
    ) throws -> [ID<Booking>] {
        let wall = WallDay(day, in: resource.zone)
        return try tx.values(
            """
            SELECT b.id FROM booking b
             WHERE b.resource_id = \(resource.id) AND b.is_active AND b.ends_at > \(wall.boundary(at: span.from))
               AND b.starts_at < \(wall.boundary(at: span.until))
             ORDER BY b.starts_at, b.id
            """
        )
    }

    /// The bookings on the days of a closure, of resources that observe it; a thousand at most.
    static func list(
        duringOffice closure: OfficeClosure,
        in zone: Zone,
        _ tx: borrowing Tx
    ) throws -> [ID<Booking>] {
        let start = WallDay(closure.from, in: zone).boundary(at: 0)
        let end = WallDay(closure.until, in: zone).boundary(at: 86_400)
        return try tx.values(
            """
            SELECT b.id FROM booking b JOIN booking_resource o ON o.id = b.resource_id
             WHERE b.is_active AND o.keeps_office_days AND b.starts_at >= \(start) AND b.starts_at < \(end)
             ORDER BY b.starts_at, b.id LIMIT 1000
            """
        )
    }

    /// The bookings ahead that the hours of their resource do not cover, in order.
    package static func outsideHours(
        of resource: BookingResource,
        keeping holidays: WorkingCalendar,
        _ tx: borrowing Tx
    ) throws -> [ID<Booking>] {
        let ahead: [Booking] = try tx.all(
            """
            SELECT \(columns) FROM booking b
             WHERE b.resource_id = \(resource.id) AND b.is_active AND b.starts_at > \(tx.now) AND \(isLive(at: tx.now))
             ORDER BY b.starts_at, b.id
            """
        )
        guard let first = ahead.first, let last = ahead.last else { return [] }
        let agenda = try Agenda.read(
            of: resource,
            from: resource.zone.civil(first.startsAt).date,
            through: resource.zone.civil(last.startsAt).date,
            keeping: holidays,
            tx
        )
        return ahead.filter { !agenda.covers($0.startsAt..<$0.endsAt) }.map(\.id)
    }
}
