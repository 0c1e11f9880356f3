import Kernel
import Store

/// Bookable time: opening hours, free slots, bookings that never overlap, seats and calendars.
///
/// ``Availability`` alone decides what is free, for lists and for a booking inside its own transaction. Behind it
/// constraints of the database refuse overlaps.
package enum Bookings {
    static let problems: [Problem.Code] = [.slotTaken, .holderBusy, .noSeatLost]
}

extension Database {
    /// Runs a transaction that books.
    ///
    /// Of two transactions for one slot the database accepts one; the other runs again on the remaining slots.
    package func book<R: Sendable>(
        _ body: @escaping @Sendable (borrowing Tx) throws -> R
    ) async throws -> R {
        for _ in 0..<Self.encounters {
            do {
                return try await write(body)
            } catch let error as DatabaseError where error.isExclusion("booking_no_overlap") {
                continue
            } catch let error as DatabaseError where error.isExclusion("booking_holder_no_overlap") {
                throw Problem(.holderBusy)
            }
        }
        throw Problem(.slotTaken)
    }

    private static var encounters: Int { 8 }
}

extension Tx {
    /// Starts a booking transaction in READ COMMITTED: the constraints alone refuse conflicts.
    ///
    /// Every deciding write compares and sets. Under SERIALIZABLE, reading the calendar would make bookings of other
    /// times, and of other resources on the same page of an index, fail and run again.
    package borrowing func relyOnConstraints() throws {
        if dialect == .postgres { try post("SET TRANSACTION ISOLATION LEVEL READ COMMITTED") }
    }
}
