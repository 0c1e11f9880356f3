import Kernel
import Store

extension Booking {
    /// Books exactly this time of the resource, whatever its hours and steps; only another booking prevents it.
    ///
    /// For use inside ``Store/Database/book(_:)``: of two simultaneous transactions the database accepts one.
    package static func reserve(
        from start: Instant,
        until end: Instant,
        of resource: BookingResource,
        holder: ID<Account>? = nil,
        _ tx: borrowing Tx
    ) throws -> Booking {
        let span = BookedSpan(from: start, until: end, but: nil)
        try span.demandFree(resource, holder, tx)
        let id = tx.newID(of: Booking.self)
        try tx.execute(
            """
            INSERT INTO booking (id, resource_id, holder_id, starts_at, ends_at, blocked_from, blocked_until, is_active,
                                 sequence, created_at, updated_at)
            VALUES (\(id), \(resource.id), \(holder), \(start), \(end), \(start), \(end), \(true), 0, \(tx.now), \(tx.now))
            """
        )
        return Booking(
            id: id,
            resource: resource.id,
            holder: holder,
            startsAt: start,
            endsAt: end,
            isActive: true,
            sequence: 0,
            heldUntil: nil
        )
    }

    /// Moves the booking to exactly this time of its resource, or leaves it where it is.
    package func taken(from start: Instant, until end: Instant, _ tx: borrowing Tx) throws -> Booking {
        let span = BookedSpan(from: start, until: end, but: id)
        try span.demandFree(try BookingResource.find(resource, tx), holder, tx)
        try tx.changeOne(
            """
            UPDATE booking
               SET starts_at = \(start), ends_at = \(end), blocked_from = \(start), blocked_until = \(end),
                   sequence = sequence + 1, updated_at = \(tx.now)
             WHERE id = \(id) AND sequence = \(sequence) AND is_active
            """
        )
        return try Self.find(id, tx)
    }

    /// Whether another booking of the resource overlaps this time.
    package static func isTaken(
        from start: Instant,
        until end: Instant,
        of resource: ID<BookingResource>,
        but own: ID<Booking>? = nil,
        _ tx: borrowing Tx
    ) throws -> Bool {
        try BookedSpan(from: start, until: end, but: own).isTaken(of: resource, tx)
    }
}

/// A time of a resource to be booked as it is.
private struct BookedSpan {
    let start: Instant
    let end: Instant
    /// The booking that moves, whose own time counts as free.
    let own: ID<Booking>?

    init(from start: Instant, until end: Instant, but own: ID<Booking>?) {
        (self.start, self.end, self.own) = (start, end, own)
    }

    /// Throws before the database would refuse the row.
    func demandFree(_ resource: BookingResource, _ holder: ID<Account>?, _ tx: borrowing Tx) throws {
        try Booking.endDeadHolds(of: resource.id, holder, tx)
        // Other requests for this resource wait here, instead of for each other inside the constraint.
        try resource.lock(tx)
        guard try !isTaken(of: resource.id, tx) else { throw Problem(.slotTaken) }
        guard let holder else { return }
        let isBusy = try tx.exists(
            """
            SELECT 1 FROM booking b
             WHERE b.holder_id = \(holder) AND b.is_active AND b.ends_at > \(start) AND b.starts_at < \(end)
               AND \(Booking.isLive(at: tx.now)) \(others)
            """
        )
        guard !isBusy else { throw Problem(.holderBusy) }
    }

    func isTaken(of resource: ID<BookingResource>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 FROM booking b
             WHERE b.resource_id = \(resource) AND b.is_active AND b.blocked_until > \(start)
               AND b.blocked_from < \(end) AND \(Booking.isLive(at: tx.now)) \(others)
            """
        )
    }

    private var others: SQL? { own.map { "AND b.id <> \($0)" } }
}
