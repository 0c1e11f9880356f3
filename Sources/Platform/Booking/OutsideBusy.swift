import Kernel
import Store

/// Times of a resource that another system knows to be taken, such as a linked calendar; only times, no titles.
///
/// The source names the calendar, the key an entry of it.
package enum OutsideBusy {
    /// Adds the entry, or moves it to this time.
    package static func put(
        source: String,
        key: String,
        _ time: Range<Instant>,
        of resource: ID<BookingResource>,
        _ tx: borrowing Tx
    ) throws {
        guard !time.isEmpty else { return try remove(source: source, key: key, of: resource, tx) }
        try tx.post(
            """
            INSERT INTO booking_outside (resource_id, source, key, starts_at, ends_at)
            VALUES (\(resource), \(source), \(key), \(time.lowerBound), \(time.upperBound))
                ON CONFLICT (resource_id, source, key) DO UPDATE
               SET starts_at = excluded.starts_at, ends_at = excluded.ends_at
            """
        )
    }

    /// Removes the entry; one that is not there is no fault.
    package static func remove(
        source: String,
        key: String,
        of resource: ID<BookingResource>,
        _ tx: borrowing Tx
    ) throws {
        try tx.post(
            "DELETE FROM booking_outside WHERE resource_id = \(resource) AND source = \(source) AND key = \(key)"
        )
    }

    /// Removes the entries of a source that a full list of it lacks.
    package static func keepOnly(
        keys: [String],
        source: String,
        of resource: ID<BookingResource>,
        _ tx: borrowing Tx
    ) throws {
        var known = Set(
            try tx.values(
                "SELECT key FROM booking_outside WHERE resource_id = \(resource) AND source = \(source)",
                as: String.self
            )
        )
        known.subtract(keys)
        for key in known.sorted() { try remove(source: source, key: key, of: resource, tx) }
    }

    /// Removes all entries of a source.
    package static func removeAll(
        source: String,
        of resource: ID<BookingResource>,
        _ tx: borrowing Tx
    ) throws {
        try tx.post("DELETE FROM booking_outside WHERE resource_id = \(resource) AND source = \(source)")
    }
}
