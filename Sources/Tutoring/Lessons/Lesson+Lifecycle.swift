import Kernel
import Platform

extension Lesson: LifecycleSubject {
    static let kind = "lesson"
    static let guardRefusal = Problem.Code.illegalTransition

    // swift-format-ignore
    static let lifecycle = Lifecycle<Lesson, Status, Event>(start: .held) {
        // event              from                                       to                 needs                if                     then
        On(.release,       from: .held,                               to: .released,      needs: .lessonTake,                           then: .freeTime, .endHold)
        On(.book,          from: .held, .released,                    to: .confirmed,     needs: .lessonTake,                           then: .keepTime, .announceLesson, .lessonConfirmed)
        On(.ask,           from: .held, .released,                    to: .requested,     needs: .lessonTake,                           then: .freeTime, .announceLesson, .lessonRequested)
        On(.confirm,       from: .requested,                          to: .confirmed,     needs: .lessonGive,                           then: .announceLesson, .lessonConfirmed)
        On(.decline,       from: .requested,                          to: .declined,      needs: .lessonGive,                           then: .announceLesson, .lessonDeclined)
        On(.lapse,         from: .requested,                          to: .declined,      needs: .lessonRun,                            then: .announceLesson, .lessonDeclined)
        On(.move,          from: .confirmed,                          to: .confirmed,     needs: .lessonMove,    if: .within(.move),     then: .announceLesson, .lessonMoved)
        On(.cancel,        from: .requested,                          to: .cancelled,     needs: .lessonCancel,  if: .within(.cancel),   then: .announceLesson, .lessonCancelled)
        On(.cancel,        from: .confirmed,                          to: .cancelled,     needs: .lessonCancel,  if: .within(.cancel),   then: .freeTime, .announceLesson, .lessonCancelled)
        On(.complete,      from: .confirmed,                          to: .completed,     needs: .lessonGive,    if: .within(.complete), then: .announceLesson, .lessonCompleted)
        On(.missStudent,   from: .confirmed,                          to: .studentAbsent, needs: .lessonAbsence, if: .within(.missStudent), then: .announceLesson, .lessonCompleted)
        On(.missTutor,     from: .confirmed,                          to: .tutorAbsent,   needs: .lessonAbsence, if: .within(.missTutor),   then: .announceLesson)
        On(.settleAbsence, from: .tutorAbsent,                        to: .settled,       needs: .lessonRun,                            then: .announceLesson, .lessonSettled)
        On(.dispute,       from: .completed, .studentAbsent, .tutorAbsent, to: .disputed, needs: .lessonDispute, if: .within(.dispute),  then: .announceLesson)
        On(.decide,        from: .disputed,                           to: .settled,       needs: .disputeDecide,                        then: .announceLesson, .lessonSettled)
        On(.giveBack,      from: .completed, .studentAbsent, .disputed, to: .settled,     needs: .paymentRefund, if: .within(.giveBack), then: .closeDispute, .announceLesson, .lessonSettled)
    }
}

extension Effect {
    /// The hold becomes a booking that stays.
    static let keepTime = Effect("keep_time")
    /// The time of both is free again.
    static let freeTime = Effect("free_time")
    /// The student's clients learn that the hold is over.
    static let endHold = Effect("end_hold")
    /// Connected clients of both sides learn the new state, and the sides get a message.
    static let announceLesson = Effect("announce_lesson")
    /// A dispute that is open ends with the lesson.
    static let closeDispute = Effect("close_dispute")
    /// A lesson takes place: meeting, calendars, sequences.
    static let lessonConfirmed = Effect("lesson_confirmed")
    /// A tutor is asked.
    static let lessonRequested = Effect("lesson_requested")
    /// A request came to nothing.
    static let lessonDeclined = Effect("lesson_declined")
    /// A lesson has another time.
    static let lessonMoved = Effect("lesson_moved")
    /// A lesson or a request is cancelled.
    static let lessonCancelled = Effect("lesson_cancelled")
    /// A lesson was charged: taught, or missed by the student.
    static let lessonCompleted = Effect("lesson_completed")
    /// A lesson is decided for good.
    static let lessonSettled = Effect("lesson_settled")
}
