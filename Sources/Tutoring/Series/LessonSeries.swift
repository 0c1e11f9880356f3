import Kernel
import Platform
import Store

/// Lessons of one student with one tutor that recur every week, at a wall time of a zone of their own.
///
/// Each date is an ordinary ``Lesson``; the series remembers the rule, and the dates that have no lesson.
struct LessonSeries: Sendable {
    let id: ID<LessonSeries>
    let student: ID<Account>
    let tutor: ID<Tutor>
    let tutorAccount: ID<Account>
    let subject: SubjectCode
    let minutes: Int
    /// The zone of the wall time, which stays when the student or the tutor moves.
    let zone: Zone
    let time: LocalTime
    let rule: RuleText
    let startsOn: CivilDate
    /// Dates of the rule without a lesson by the student's wish.
    let skip: [CivilDate]
    /// The dates that got no lesson when it was made.
    let missed: [SeriesDate]
    var status: Status
    let createdAt: Instant
    let version: Int

    typealias RuleText = Line<1, 200>

    /// The lessons from one moment on: their rows, calendar entries and jobs have the same bound.
    func bound(_ day: CivilDate) -> Instant { zone.instant(of: day, at: .midnight) }
}

extension LessonSeries: LifecycleSubject {
    static let kind = "lesson_series"
    static let guardRefusal = Problem.Code.illegalTransition

    /// The state of a series.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Some of its lessons are ahead.
        case active
        /// No lesson is left.
        case ended
    }

    /// A move of a series along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The lessons from a day on are cancelled.
        case cancel
        /// The lessons from a day on get another time.
        case move
        /// The last lesson is over.
        case end
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<LessonSeries, Status, Event>(start: .active) {
        // event     from            to           needs
        On(.cancel, from: .active, to: .active, needs: .lessonCancel)
        On(.move,   from: .active, to: .active, needs: .lessonMove)
        On(.end,    from: .active, to: .ended,  needs: .lessonRun)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> LessonSeries {
        try tx.changeOne(
            """
            UPDATE lesson_series SET state = \(status), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }
}

extension LessonSeries {
    /// Ends the series of a lesson that is over, when no other is left.
    static func endIfOver(with lesson: Lesson, as call: Call, _ tx: borrowing Tx) throws {
        guard let id = lesson.series else { return }
        let isLeft = try tx.exists(
            "SELECT 1 FROM lesson l WHERE l.series_id = \(id) AND l.state IN ('requested', 'confirmed', 'tutor_absent')"
        )
        guard !isLeft else { return }
        let series = try find(id, tx)
        guard series.status == .active else { return }
        _ = try series.advanced(by: .end, as: call.bySystem, tx)
    }

    static let effects = [Effect.lessonCancelled, .lessonDeclined, .lessonCompleted, .lessonSettled].map {
        effect in
        EffectHandler(effect, of: Lesson.self) { lesson, call, tx in
            try endIfOver(with: lesson, as: call, tx)
        }
    }
}
