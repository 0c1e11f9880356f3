import Kernel
import Platform
import Store

extension Lesson {
    /// Saves the lesson as it is here, in its new state; nothing is read again.
    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Lesson {
        var next = self
        next.status = status
        next.moved = event
        next.version += 1
        next.updatedAt = tx.now
        next.seenAt = tx.now
        next.stamp()
        try next.save(over: self, tx)
        try next.setDeadline(tx)
        return next
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        switch effect {
        case .keepTime: try keepTime(tx)
        case .freeTime: try freeTime(tx)
        case .endHold: try LessonEvents.holdEnded(self, tx)
        case .announceLesson: try announce(tx)
        case .closeDispute: try LessonDispute.close(of: id, by: actor.account, tx)
        default: break
        }
    }

    /// The times that belong to the state.
    private mutating func stamp() {
        if status != .held { heldUntil = nil }
        if status != .requested { lapsesAt = nil }
        switch status {
        case .completed, .studentAbsent: disputeUntil = seenAt + .hours(rules.studentDisputeHours)
        case .tutorAbsent: disputeUntil = seenAt + .hours(rules.tutorDisputeHours)
        case .disputed, .settled: disputeUntil = nil
        default: break
        }
    }

    private func keepTime(_ tx: borrowing Tx) throws {
        guard let booking else { return }
        try Booking.keep(booking, tx)
    }

    private func freeTime(_ tx: borrowing Tx) throws {
        guard let booking else { return }
        try Booking.free(booking, tx)
    }
}
