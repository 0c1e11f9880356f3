import Kernel
import Store

extension Booking {
    /// The hold takes the time until this moment instead.
    package static func hold(_ id: ID<Booking>, until end: Instant, _ tx: borrowing Tx) throws {
        try tx.post(
            "UPDATE booking SET held_until = \(end), updated_at = \(tx.now) WHERE id = \(id) AND is_active"
        )
    }

    /// The hold becomes a booking that stays; refused as taken when it has run out and others took the time.
    package static func keep(_ id: ID<Booking>, _ tx: borrowing Tx) throws {
        let changed = try tx.execute(
            "UPDATE booking SET held_until = NULL, updated_at = \(tx.now) WHERE id = \(id) AND is_active"
        )
        guard changed == 1 else { throw Problem(.slotTaken) }
    }

    /// Frees its time; a booking that blocks nothing any more stays as it is.
    package static func free(_ id: ID<Booking>, _ tx: borrowing Tx) throws {
        try tx.post(
            """
            UPDATE booking SET is_active = \(false), sequence = sequence + 1, updated_at = \(tx.now)
             WHERE id = \(id) AND is_active
            """
        )
    }

    /// Ends the holds of the resource and of the holder that have run out, so that the constraints no longer see them.
    package static func endDeadHolds(
        of resource: ID<BookingResource>,
        _ holder: ID<Account>?,
        _ tx: borrowing Tx
    ) throws {
        let ofHolder: SQL? = holder.map { "OR holder_id = \($0)" }
        // By the few holds that have run out; by itself SQLite reads all bookings that the resource ever had.
        try tx.post(
            """
            UPDATE booking \(pg: "", sqlite: "INDEXED BY booking_held")
               SET is_active = \(false), sequence = sequence + 1, updated_at = \(tx.now)
             WHERE is_active AND held_until <= \(tx.now) AND (resource_id = \(resource) \(ofHolder))
            """
        )
    }
}
