import Kernel
import Platform
import Web

/// A move of a lesson that the caller may make in this state.
struct LessonChoice: View {
    /// The move.
    var event: Lesson.Event
    /// Whether it can be made now.
    var allowed: Bool
    /// The condition that is not met; absent when the move is allowed.
    var `guard`: String?
    /// The moment from which the move is too late; absent when there is none.
    var until: Instant?
    /// For `cancel`: the share that comes back now, in percent.
    var share: Int?
}

extension Lesson {
    /// The moves of the present state that the caller may make.
    ///
    /// - Parameter notice: how long before the start the tutor lets students move a lesson.
    func choices(for call: Call, notice: Duration = .zero) -> [LessonChoice] {
        let mine = side(of: call.actor.account)
        let lastMove = startsAt - (mine == .student ? notice : .hours(rules.tutorHours))
        return Self.lifecycle.rows(from: status)
            .filter { call.scope(of: $0.permission).reach != .none && $0.event.isFor(mine, in: status) }
            .map { choice(of: $0.event, for: mine, lastMove: lastMove) }
    }

    private func choice(of event: Event, for side: Side?, lastMove: Instant) -> LessonChoice {
        let obstacle = obstacle(to: event, for: side, lastMove: lastMove)
        let until: Instant? =
            switch event {
            case .move: lastMove
            case .release: heldUntil
            case .confirm: lapsesAt
            default: window(of: event).until
            }
        return LessonChoice(
            event: event,
            allowed: obstacle == nil,
            guard: obstacle,
            until: until,
            share: event == .cancel ? (side == .student ? studentShare : 100) : nil
        )
    }

    private func obstacle(to event: Event, for side: Side?, lastMove: Instant) -> String? {
        guard window(of: event).contains(seenAt) else { return "window" }
        if isTutorSuspended, event == .move || event == .confirm { return "tutor_suspended" }
        guard event == .move else { return nil }
        if side == .student, studentMoves >= rules.studentMoves { return "moves_used" }
        return seenAt <= lastMove ? nil : "too_late"
    }
}

extension Lesson.Event {
    /// Whether people of this side make it; nobody makes the server's own moves.
    fileprivate func isFor(_ side: Lesson.Side?, in status: Lesson.Status) -> Bool {
        switch self {
        case .lapse, .settleAbsence: false
        // A held time is booked by another operation than a released one, which only a late payment books.
        case .book, .ask: status == .held
        case .missStudent: side == .tutor
        case .missTutor: side == .student
        case .dispute: side == (status == .tutorAbsent ? .tutor : .student)
        case .release, .confirm, .decline, .move, .cancel, .complete, .decide, .giveBack: true
        }
    }
}
