import Kernel
import Store

/// A number of seats with a waiting list.
///
/// The counter is in its row, and a constraint of the row refuses to count beyond the capacity.
package struct Offer: Sendable, Record {
    package let id: ID<Offer>
    package let capacity: Int
    package let taken: Int

    package var left: Int { capacity - taken }

    package static let columns: SQL = "f.id, f.capacity, f.taken"

    package init(_ row: inout Row) throws {
        id = try row.next()
        capacity = try row.next()
        taken = try row.next()
    }

    package static func find(_ id: ID<Offer>, _ tx: borrowing Tx) throws -> Offer {
        try tx.one("SELECT \(columns) FROM booking_offer f WHERE f.id = \(id)")
    }

    package static func open(_ id: ID<Offer>, seats: Int, _ tx: borrowing Tx) throws {
        try tx.execute(
            "INSERT INTO booking_offer (id, capacity, taken, drawn) VALUES (\(id), \(seats), 0, 0)"
        )
    }

    /// Changes the number of seats, and returns the seats that waiting people got.
    package static func resize(_ id: ID<Offer>, to seats: Int, _ tx: borrowing Tx) throws -> [Seat] {
        let resized = try tx.execute(
            "UPDATE booking_offer SET capacity = \(seats) WHERE id = \(id) AND taken <= \(seats)"
        )
        guard resized == 1 else { throw Problem(.noSeatLost) }
        return try promote(on: id, tx)
    }

    /// Removes the offer with its seats and its waiting list.
    package static func remove(_ id: ID<Offer>, _ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM booking_offer WHERE id = \(id)")
    }

    /// Gives the free seats to the waiting people, in their order.
    package static func promote(on id: ID<Offer>, _ tx: borrowing Tx) throws -> [Seat] {
        var promoted: [Seat] = []
        while let next = try Seat.nextWaiting(for: id, tx) {
            let taken = try tx.execute(
                "UPDATE booking_offer SET taken = taken + 1 WHERE id = \(id) AND taken < capacity"
            )
            guard taken == 1 else { break }
            promoted.append(try next.held(tx))
        }
        return promoted
    }

    /// The offers with free seats and waiting people, as after an erasure.
    package static func listUnfilled(_ tx: borrowing Tx) throws -> [ID<Offer>] {
        try tx.values(
            """
            SELECT f.id FROM booking_offer f
             WHERE f.taken < f.capacity
               AND EXISTS (SELECT 1 FROM booking_seat s WHERE s.offer_id = f.id AND s.state = 'waiting')
             ORDER BY f.id
            """
        )
    }
}
