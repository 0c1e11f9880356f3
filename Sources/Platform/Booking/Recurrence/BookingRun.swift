import Kernel
import Store

/// Bookings of one resource for one person on many days, whose times are read once, under the lock of the resource.
package struct BookingRun: Sendable {
    private var time: Availability
    private let holder: ID<Account>
    /// The times of the holder's bookings.
    private var own: [Range<Instant>]

    /// For use inside ``Store/Database/book(_:)``, on days from `first` to `last`.
    package static func open(
        with resource: BookingResource,
        on terms: BookingTerms,
        for holder: ID<Account>,
        days: ClosedRange<CivilDate>,
        _ tx: borrowing Tx
    ) throws -> BookingRun {
        try Booking.endDeadHolds(of: resource.id, holder, tx)
        try resource.lock(tx)
        let time = try Availability.read(
            of: resource,
            for: terms,
            from: days.lowerBound,
            through: days.upperBound,
            tx
        )
        var own: [Range<Instant>] = []
        let end = WallDay(days.upperBound, in: resource.zone).boundary(at: 86_400) + terms.duration
        try tx.forEach(
            """
            SELECT b.starts_at, b.ends_at FROM booking b
             WHERE b.holder_id = \(holder) AND b.is_active
               AND b.ends_at > \(WallDay(days.lowerBound, in: resource.zone).boundary(at: 0)) AND b.starts_at < \(end)
               AND \(Booking.isLive(at: tx.now))
            """
        ) { row in
            own.append(try row.next(Instant.self)..<(try row.next(Instant.self)))
        }
        return BookingRun(time: time, holder: holder, own: own)
    }

    /// Throws what a booking at `start` would be refused with.
    package func demandFree(_ start: Instant) throws(Problem) {
        try time.verdict(on: start).demandFree()
        let wanted = start..<start + time.terms.duration
        guard !own.contains(where: { $0.overlaps(wanted) }) else { throw Problem(.holderBusy) }
    }

    /// Books `start`, which is free.
    package mutating func place(at start: Instant, _ tx: borrowing Tx) throws -> Booking {
        let request = BookingRequest(start: start, terms: time.terms, holder: holder, moving: nil)
        let booking = try Booking.insert(request, in: time.resource, heldUntil: nil, tx)
        time = time.booked(at: start)
        own.append(booking.startsAt..<booking.endsAt)
        return booking
    }
}
