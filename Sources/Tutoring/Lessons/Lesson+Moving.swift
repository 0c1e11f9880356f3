import Kernel
import Platform
import Store

extension Lesson {
    /// Saves the lesson as it is here, in its new state, or writes a new one; nothing is read again.
    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Lesson {
        var next = self
        next.status = status
        next.moved = event
        next.version += 1
        next.updatedAt = tx.now
        next.seenAt = tx.now
        next.stamp()
        guard version > 0 else {
            try next.insert(tx)
            try next.addDeadline(tx)
            return next
        }
        try next.save(over: self, tx)
        try next.setDeadline(tx)
        return next
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        switch effect {
        case .keepTime: try keepTime(tx)
        case .freeTime: try freeTime(tx)
        case .endHold: try LessonEvents.holdEnded(self, tx)
        case .closeDispute: try LessonDispute.close(of: id, by: actor.account, tx)
        default: break
        }
    }

    static func apply(
        effect: Effect,
        to lessons: [Lesson],
        as actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        if effect == .announceLesson { return try announce(lessons, tx) }
        for lesson in lessons { try lesson.apply(effect: effect, as: actor, tx) }
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

    /// A lesson that was never held took its time for good.
    private func keepTime(_ tx: borrowing Tx) throws {
        guard let booking, version > 1 else { return }
        try Booking.keep(booking, tx)
    }

    private func freeTime(_ tx: borrowing Tx) throws {
        guard let booking else { return }
        try Booking.free(booking, tx)
    }
}
