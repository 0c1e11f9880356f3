import Kernel
import Store

/// A period of one resource's time for one holder, with buffers around it.
package struct Booking: Sendable {
    package let id: ID<Booking>
    package let resource: ID<BookingResource>
    /// The person it is for; two bookings of one person do not overlap either.
    package let holder: ID<Account>?
    package let startsAt: Instant
    package let endsAt: Instant
    /// False when it is cancelled; then it blocks nothing.
    package let isActive: Bool
    /// Raised by every change, as calendars require (RFC 5545, 3.8.7.4).
    package let sequence: Int
    /// Until when a hold takes the time; nil for a booking that stays.
    package let heldUntil: Instant?
}

extension Booking: Record {
    package static let columns: SQL =
        "b.id, b.resource_id, b.holder_id, b.starts_at, b.ends_at, b.is_active, b.sequence, b.held_until"

    package init(_ row: inout Row) throws {
        id = try row.next()
        resource = try row.next()
        holder = try row.next()
        startsAt = try row.next()
        endsAt = try row.next()
        isActive = try row.next()
        sequence = try row.next()
        heldUntil = try row.next()
    }

    package static func find(_ id: ID<Booking>, _ tx: borrowing Tx) throws -> Booking {
        try tx.one("SELECT \(columns) FROM booking b WHERE b.id = \(id)")
    }
}
