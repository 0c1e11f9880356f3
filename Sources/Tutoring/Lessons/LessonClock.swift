import Kernel
import Platform
import Store

/// The next thing that happens to a lesson by itself when nobody moves it.
enum LessonClock {
    static let event = "due"
    private static let reminders = [Duration.hours(24), .hours(1)]

    /// The next moment for the server to look at the lesson; nil when nothing happens by itself any more.
    static func next(of lesson: Lesson, after now: Instant) -> Instant? {
        switch lesson.status {
        case .held: lesson.heldUntil
        case .requested: lesson.lapsesAt
        case .confirmed: reminders.map { lesson.startsAt - $0 }.first { $0 > now } ?? lesson.completesAt
        case .tutorAbsent: lesson.disputeUntil
        case .disputed: lesson.updatedAt + .days(lesson.rules.overdueDays)
        case .released, .declined, .cancelled, .completed, .studentAbsent, .settled: nil
        }
    }
}

extension Lesson {
    /// When it completes unless somebody says otherwise.
    var completesAt: Instant { endsAt + .hours(rules.completeHours) }

    /// Sets the deadline of the present state in place of the last one.
    func setDeadline(_ tx: borrowing Tx) throws {
        if let next = LessonClock.next(of: self, after: tx.now) {
            try Deadline.set(LessonClock.event, of: Self.kind, id, at: next, remind: false, tx)
        } else {
            try Deadline.clear(LessonClock.event, of: Self.kind, id, tx)
        }
    }

    /// Sets the deadline of a new lesson.
    func addDeadline(_ tx: borrowing Tx) throws {
        guard let next = LessonClock.next(of: self, after: tx.now) else { return }
        try Deadline.add(LessonClock.event, of: Self.kind, id, at: next, tx)
    }

    static let deadlines = [
        DeadlineHandler(of: kind, LessonClock.event) { subject, call, tx in
            try find(subject.cast(), tx).fallDue(as: call, tx)
        }
    ]

    /// The time of the present state has come.
    private func fallDue(as call: Call, _ tx: borrowing Tx) throws {
        switch status {
        case .held: _ = try advanced(by: .release, as: call, tx)
        case .requested: try lapsed(as: call, tx)
        case .confirmed where completesAt <= tx.now: _ = try completed(as: call, tx)
        case .confirmed:
            if startsAt > tx.now { try remind(tx) }
            try setDeadline(tx)
        case .tutorAbsent: try absenceSettled(as: call, tx)
        case .disputed: try LessonDispute.overdue(of: self, tx)
        case .released, .declined, .cancelled, .completed, .studentAbsent, .settled: break
        }
    }
}
