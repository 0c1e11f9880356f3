import Kernel
import Store

extension Booking {
    /// Books `start` with the first of `resources` that is free then; as a hold, the time is free again at `heldUntil`.
    ///
    /// For use inside ``Store/Database/book(_:)``: of two simultaneous transactions the database accepts one.
    package static func place(
        at start: Instant,
        with resources: [BookingResource],
        on terms: BookingTerms,
        for holder: ID<Account>?,
        heldUntil: Instant? = nil,
        asking question: Availability.Question = .everything,
        _ tx: borrowing Tx
    ) throws -> Booking {
        let request = BookingRequest(
            start: start,
            terms: terms,
            holder: holder,
            moving: nil,
            question: question
        )
        return try insert(request, in: request.granted(by: resources, tx), heldUntil: heldUntil, tx)
    }

    static func insert(
        _ request: BookingRequest,
        in resource: BookingResource,
        heldUntil: Instant?,
        _ tx: borrowing Tx
    ) throws -> Booking {
        let id = tx.newID(of: Booking.self)
        let (start, end) = (request.start, request.start + request.terms.duration)
        let blocked = request.terms.blocked(from: start)
        try tx.add(
            """
            (\(id), \(resource.id), \(request.holder), \(start), \(end), \(blocked.lowerBound), \(blocked.upperBound), \(true),
             0, \(heldUntil), \(tx.now), \(tx.now))
            """,
            to: """
                INSERT INTO booking (id, resource_id, holder_id, starts_at, ends_at, blocked_from, blocked_until, is_active,
                                     sequence, held_until, created_at, updated_at)
                """
        )
        return Booking(
            id: id,
            resource: resource.id,
            holder: request.holder,
            startsAt: start,
            endsAt: end,
            isActive: true,
            sequence: 0,
            heldUntil: heldUntil
        )
    }

    /// Throws what a booking at `start` would be refused with.
    package static func demandFree(
        _ start: Instant,
        with resource: BookingResource,
        on terms: BookingTerms,
        for holder: ID<Account>?,
        _ tx: borrowing Tx
    ) throws {
        let request = BookingRequest(start: start, terms: terms, holder: holder, moving: nil)
        _ = try request.granted(by: [resource], tx)
    }

    /// Moves the booking to the new time, or leaves it where it is.
    package func rescheduled(
        to start: Instant,
        with resources: [BookingResource],
        on terms: BookingTerms,
        _ tx: borrowing Tx
    ) throws -> Booking {
        let request = BookingRequest(start: start, terms: terms, holder: holder, moving: id)
        let resource = try request.granted(by: resources, tx)
        let blocked = terms.blocked(from: start)
        try tx.changeOne(
            """
            UPDATE booking
               SET resource_id = \(resource.id), starts_at = \(start), ends_at = \(start + terms.duration),
                   blocked_from = \(blocked.lowerBound), blocked_until = \(blocked.upperBound),
                   sequence = sequence + 1, updated_at = \(tx.now)
             WHERE id = \(id) AND sequence = \(sequence) AND is_active
            """
        )
        return try Self.find(id, tx)
    }

    /// Reassigns the booking to another resource at the same time, by a person's decision and whatever its hours.
    ///
    /// Only an existing booking there prevents it.
    package func handed(to other: BookingResource, _ tx: borrowing Tx) throws -> Booking {
        try Booking.endDeadHolds(of: other.id, nil, tx)
        try other.lock(tx)
        let isBusy = try tx.exists(
            """
            SELECT 1 FROM booking b JOIN booking mine ON mine.id = \(id)
             WHERE b.resource_id = \(other.id) AND b.is_active AND b.id <> mine.id
               AND b.blocked_until > mine.blocked_from AND b.blocked_from < mine.blocked_until
            """
        )
        guard !isBusy else { throw Problem(.slotTaken) }
        try tx.changeOne(
            """
            UPDATE booking SET resource_id = \(other.id), sequence = sequence + 1, updated_at = \(tx.now)
             WHERE id = \(id) AND sequence = \(sequence) AND is_active
            """
        )
        return try Self.find(id, tx)
    }

    /// Cancels the booking and frees its time.
    package func cancelled(_ tx: borrowing Tx) throws -> Booking {
        try tx.changeOne(
            """
            UPDATE booking SET is_active = \(false), sequence = sequence + 1, updated_at = \(tx.now)
             WHERE id = \(id) AND is_active
            """
        )
        return try Self.find(id, tx)
    }
}
