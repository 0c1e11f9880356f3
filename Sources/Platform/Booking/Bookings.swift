import Kernel
import Store

/// Time that can be booked: hours on the wall, the slots they leave, bookings that never overlap, seats, calendars.
///
/// ``Availability`` is the one function that says what is free, to whoever asks and to a booking inside its own
/// transaction. Behind it the database refuses what overlaps.
package enum Bookings {
    static let problems: [Problem.Code] = [.slotTaken, .holderBusy, .noSeatLost]
}

extension Database {
    /// A transaction that books.
    ///
    /// Two that meet on one slot are told apart by the database; the one that came late looks again at what is left.
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
    /// The first word of a transaction that books: what must not be, the constraints refuse by themselves.
    ///
    /// Every write that decides something compares and sets. Under SERIALIZABLE, reading the calendar would make
    /// bookings of other times, and of other resources on the same page of an index, fail and run again.
    package borrowing func relyOnConstraints() throws {
        if dialect == .postgres { try execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED") }
    }
}
