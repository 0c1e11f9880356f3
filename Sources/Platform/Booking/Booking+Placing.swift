import Kernel
import Store

extension Booking {
    /// Books `start` with the first of `resources` that is free then.
    ///
    /// For use inside ``Store/Database/book(_:)``: of two simultaneous transactions the database accepts one.
    package static func place(
        at start: Instant,
        with resources: [BookingResource],
        on terms: BookingTerms,
        for holder: ID<Account>?,
        _ tx: borrowing Tx
    ) throws -> Booking {
        let request = BookingRequest(start: start, terms: terms, holder: holder, moving: nil)
        let resource = try request.granted(by: resources, tx)
        let id = tx.newID(of: Booking.self)
        let blocked = terms.blocked(from: start)
        try tx.execute(
            """
            INSERT INTO booking (id, resource_id, holder_id, starts_at, ends_at, blocked_from, blocked_until, is_active,
                                 sequence, created_at, updated_at)
            VALUES (\(id), \(resource.id), \(holder), \(start), \(start + terms.duration), \(blocked.lowerBound),
                    \(blocked.upperBound), \(true), 0, \(tx.now), \(tx.now))
            """
        )
        return try find(id, tx)
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
        if tx.dialect == .postgres { try other.lock(tx) }
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
