import Kernel
import Store

/// A seat that a person holds or waits for.
package struct Seat: Sendable {
    package let id: ID<Seat>
    package let offer: ID<Offer>
    package let holder: ID<Account>
    package let state: State
    /// The place in the order of arrival.
    package let number: Int
    package let createdAt: Instant
    package let heldAt: Instant?

    /// Whether a seat is taken or waited for.
    package enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The person has the seat.
        case held
        /// The person is on the waiting list.
        case waiting
    }
}

extension Seat: Record {
    package static let columns: SQL =
        "s.id, s.offer_id, s.holder_id, s.state, s.number, s.created_at, s.held_at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        offer = try row.next()
        holder = try row.next()
        state = try row.next()
        number = try row.next()
        createdAt = try row.next()
        heldAt = try row.next()
    }
}

extension Seat {
    package static func find(
        of holder: ID<Account>,
        on offer: ID<Offer>,
        _ tx: borrowing Tx
    ) throws -> Seat? {
        try tx.first(
            "SELECT \(columns) FROM booking_seat s WHERE s.offer_id = \(offer) AND s.holder_id = \(holder)"
        )
    }

    /// The place on the waiting list, from 1; nil when the seat is held.
    package func place(_ tx: borrowing Tx) throws -> Int? {
        guard state == .waiting else { return nil }
        let ahead = try tx.value(
            """
            SELECT COUNT(*) FROM booking_seat s
             WHERE s.offer_id = \(offer) AND s.state = 'waiting' AND s.number < \(number)
            """,
            as: Int.self
        )
        return (ahead ?? 0) + 1
    }

    /// Takes a seat when one is free and nobody waits, else a place at the end of the waiting list.
    package static func reserve(
        on offer: ID<Offer>,
        for holder: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> Seat {
        let held = try tx.execute(
            """
            UPDATE booking_offer SET taken = taken + 1
             WHERE id = \(offer) AND taken < capacity
               AND NOT EXISTS (SELECT 1 FROM booking_seat s WHERE s.offer_id = \(offer) AND s.state = 'waiting')
            """
        )
        try tx.execute("UPDATE booking_offer SET drawn = drawn + 1 WHERE id = \(offer)")
        let id = tx.newID(of: Seat.self)
        let state = held == 1 ? State.held : .waiting
        let heldAt = held == 1 ? tx.now : nil
        try tx.execute(
            """
            INSERT INTO booking_seat (id, offer_id, holder_id, state, number, created_at, held_at)
            SELECT \(id), f.id, \(holder), \(state), f.drawn, \(tx.now), \(heldAt)
              FROM booking_offer f WHERE f.id = \(offer)
            """
        )
        return try tx.one("SELECT \(columns) FROM booking_seat s WHERE s.id = \(id)")
    }

    /// Gives the seat up, and returns the seats that waiting people got in turn.
    package func leave(_ tx: borrowing Tx) throws -> [Seat] {
        try tx.changeOne("DELETE FROM booking_seat WHERE id = \(id) AND state = \(state)")
        guard state == .held else { return [] }
        try tx.execute("UPDATE booking_offer SET taken = taken - 1 WHERE id = \(offer)")
        return try Offer.promote(on: offer, tx)
    }

    static func nextWaiting(for offer: ID<Offer>, _ tx: borrowing Tx) throws -> Seat? {
        try tx.first(
            """
            SELECT \(columns) FROM booking_seat s
             WHERE s.offer_id = \(offer) AND s.state = 'waiting' ORDER BY s.number LIMIT 1
            """
        )
    }

    func held(_ tx: borrowing Tx) throws -> Seat {
        try tx.changeOne(
            "UPDATE booking_seat SET state = 'held', held_at = \(tx.now) WHERE id = \(id) AND state = 'waiting'"
        )
        return try tx.one("SELECT \(Self.columns) FROM booking_seat s WHERE s.id = \(id)")
    }
}
