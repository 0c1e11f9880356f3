import Kernel
import Store

/// The time of one resource that cannot be booked: bookings with their buffers, live holds, and what other calendars say.
struct BusyTime: Sendable {
    /// In order and without overlaps.
    let ranges: [Range<Instant>]
    /// The starts of bookings and holds, which count towards the cap of their days.
    let starts: [Instant]

    static let none = BusyTime(ranges: [], starts: [])

    /// The busy times of many resources in one query; those without any are left out.
    ///
    /// - Parameter moving: a booking whose own time counts as free.
    static func read(
        of resources: [ID<BookingResource>],
        from start: Instant,
        until end: Instant,
        but moving: ID<Booking>? = nil,
        elsewhere: Bool = true,
        _ tx: borrowing Tx
    ) throws -> [ID<BookingResource>: BusyTime] {
        let others: SQL? = moving.map { "AND b.id <> \($0)" }
        let outside: SQL? =
            elsewhere
            ? """
            UNION ALL
            SELECT x.resource_id, x.starts_at, x.ends_at, NULL FROM booking_outside x
             WHERE x.resource_id \(in: resources) AND x.ends_at > \(start) AND x.starts_at < \(end)
            """ : nil
        var found: [ID<BookingResource>: (ranges: [Range<Instant>], starts: [Instant])] = [:]
        try tx.forEach(
            """
            SELECT b.resource_id, b.blocked_from, b.blocked_until, b.starts_at FROM booking b
             WHERE b.resource_id \(in: resources) AND b.is_active AND b.blocked_until > \(start)
               AND b.blocked_from < \(end) AND \(Booking.isLive(at: tx.now)) \(others)
            \(outside) ORDER BY 2
            """
        ) { row in
            let id = try row.next(ID<BookingResource>.self)
            let (from, until): (Instant, Instant) = (try row.next(), try row.next())
            found[id, default: ([], [])].ranges.append(from..<max(from, until))
            if let own = try row.next(Instant?.self) { found[id]?.starts.append(own) }
        }
        return found.mapValues { BusyTime(ranges: $0.ranges.united, starts: $0.starts) }
    }
}

extension Booking {
    /// The condition on `b` that it is no hold that has run out: such a row blocks nothing.
    static func isLive(at now: Instant) -> SQL { "(b.held_until IS NULL OR b.held_until > \(now))" }
}

extension [Range<Instant>] {
    /// Ranges in the order of their beginnings, with touching ranges made one.
    fileprivate var united: [Range<Instant>] {
        reduce(into: []) { united, range in
            if let last = united.last, range.lowerBound <= last.upperBound {
                united[united.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
            } else {
                united.append(range)
            }
        }
    }
}
