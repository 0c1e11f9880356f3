import Kernel
import Platform
import Store

extension Lesson {
    /// Gives the lesson a new time, which the tutor's hours and both calendars must have free; a suspended tutor has none.
    func rescheduled(
        to start: Instant,
        by side: Side,
        because reason: String? = nil,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Lesson {
        try demandMove(.move, as: call)
        guard start != startsAt else {
            throw Problem(.invalid, faults: [.init("/starts_at", .sameTime)])
        }
        let terms = try movingTerms(to: start, by: side, tx)
        try LessonMoney.demandValid(id, at: start, tx)
        guard let booking else { throw Problem(.slotTaken) }
        _ = try Booking.find(booking, tx).rescheduled(to: start, with: [resource(tx)], on: terms, tx)
        let moved = try movedBy(side, to: start, because: reason)
            .advanced(by: .move, as: call, reason: reason, fields: ["starts_at"], tx)
        return moved
    }

    /// The terms for the new time, when this side may still move it.
    private func movingTerms(to start: Instant, by side: Side, _ tx: borrowing Tx) throws -> BookingTerms {
        let tutor = try Tutor.find(tutor, tx)
        try tutor.requireVerified()
        var terms: BookingTerms = LessonTerms.of(tutor, minutes: minutes, isSeries: series != nil)
        switch side {
        case .student:
            guard studentMoves < rules.studentMoves else { throw Problem(.movesUsed) }
            guard startsAt - seenAt >= terms.notice else { throw Problem(.moveTooLate) }
        case .tutor:
            let least = Duration.hours(rules.tutorHours)
            guard startsAt - seenAt >= least, start - seenAt >= least else { throw Problem(.moveTooLate) }
            terms.notice = .zero
        }
        return terms
    }

    /// A student who moves late keeps the earlier start for the share; after a tutor's move all comes back until the student
    /// moves.
    private func movedBy(_ side: Side, to start: Instant, because reason: String?) -> Lesson {
        var next = self
        next.cause = reason
        next.formerStart = startsAt
        next.startsAt = start
        next.sequence += 1
        next.policyStart = side == .student && studentShare < 100 ? min(policyStart, start) : start
        next.isFreeToCancel = side == .tutor
        if side == .student { next.studentMoves += 1 }
        return next
    }
}
