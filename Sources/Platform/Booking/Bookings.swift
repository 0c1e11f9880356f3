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

// swift-format-ignore
extension Problem.Code {
    package static let slotTaken  = Self("booking.slot_taken", 409, ["en": "This time has just been taken.", "it": "L'orario non è più disponibile.", "ar": "حُجز هذا الوقت للتو.", "ku": "ئەم کاتە ئێستا گیرا."])
    package static let holderBusy = Self("booking.holder_busy", 409, ["en": "There is another booking at this time.", "it": "Esiste già una prenotazione in questo orario.", "ar": "يوجد حجز آخر في هذا الوقت.", "ku": "نۆرەیەکی تر لەم کاتەدا هەیە."])
    package static let noSeatLost = Self("booking.seats_taken", 409, ["en": "More seats are taken than that.", "it": "I posti occupati sono più di quelli indicati.", "ar": "عدد المقاعد المحجوزة أكبر من ذلك.", "ku": "شوێنی گیراو لەوە زیاترە."])
}

// swift-format-ignore
extension Refusal {
    package static let notASlot   = Refusal("not_a_slot", ["en": "is not a time that can be booked", "it": "non è un orario prenotabile", "ar": "ليس وقتاً يمكن حجزه", "ku": "کاتێک نییە کە بگیرێت"])
    package static let tooSoon    = Refusal("too_soon", ["en": "is too soon to be booked", "it": "è troppo vicino per essere prenotato", "ar": "قريب جداً للحجز", "ku": "زۆر نزیکە بۆ نۆرەگرتن"])
    package static let tooFarAway = Refusal("too_far_away", ["en": "is further ahead than bookings are taken", "it": "è oltre il periodo prenotabile", "ar": "أبعد مما تُقبل فيه الحجوزات", "ku": "لەو ماوەیە دوورترە کە نۆرە تێیدا وەردەگیرێت"])
    package static let endsBeforeItBegins = Refusal("ends_before_it_begins", ["en": "must be after the beginning", "it": "deve essere dopo l'inizio", "ar": "يجب أن يكون بعد البداية", "ku": "دەبێت دوای سەرەتا بێت"])
    package static let overlapsAnother = Refusal("overlaps_another", ["en": "overlaps another entry", "it": "si sovrappone a un'altra voce", "ar": "يتداخل مع قيد آخر", "ku": "لەگەڵ تۆمارێکی تر تێکەڵ دەبێت"])
}
