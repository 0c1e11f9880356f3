import Kernel
import Platform
import Store
import Web

/// The learning of a student.
struct ProgressView: View {
    /// The learner, by the name that others see.
    var student: PersonCard
    /// The number of lessons taught; for a tutor those with this tutor.
    var lessons: Int
    /// The hours of these lessons.
    var hours: Double
    /// The topics, by name.
    var mastery: [TopicMastery]
    /// The newest homework; for a tutor the tutor's.
    var homework: [HomeworkView]
    /// The newest goals.
    var goals: [GoalView]
    /// The newest notes; for a student the visible ones, for a tutor the tutor's.
    var notes: [LessonNoteView]
    /// Files of tutors on topics that are not mastered yet.
    var material: [Material]

    /// How well a topic is mastered.
    struct TopicMastery: Codable, Sendable {
        /// The matter of the marks, in small letters, such as `linear equations`.
        var topic: String
        /// From 0 to 100, with two decimals.
        var value: Double
        /// The number of marks.
        var n: Int
        /// The newest hundred marks, oldest first.
        var history: [Step]

        /// A mark, and the mastery after it.
        struct Step: Codable, Sendable {
            /// When it was given.
            var at: Instant
            /// From 0 to 100.
            var score: Int
            /// The mastery after it.
            var value: Double
        }
    }

    private static let most = 50

    static func of(_ student: ID<Account>, for call: Call, _ tx: borrowing Tx) throws -> ProgressView {
        let me = try call.account
        let tutor = call.scope.reach == .assigned ? me : nil
        let totals = try LessonTotals.of(student, with: tutor, tx)
        let values = try GoalValues(of: student, tx)
        return ProgressView(
            student: try AccountNames(of: [student], tx)[student],
            lessons: totals.lessons,
            hours: Double(totals.minutes) / 60,
            mastery: try topics(of: student, tx),
            homework: try homework(of: student, tutor, call, tx),
            goals: try Goal.list(of: student, tx).map { GoalView($0, value: try values.value(of: $0, tx)) },
            notes: try notes(of: student, tutor, call, tx),
            material: try Material.of(student, by: tutor, in: call.languages, tx)
        )
    }

    private static func topics(of student: ID<Account>, _ tx: borrowing Tx) throws -> [TopicMastery] {
        let marks = Dictionary(grouping: try TopicMark.all(of: student, tx), by: \.topic)
        return marks.sorted { $0.key < $1.key }.compactMap { topic, marks in
            let steps = zip(marks, Mastery.replayed(marks.map(\.score)))
                .map { TopicMastery.Step(at: $0.at, score: $0.score, value: $1.value) }
            return steps.last.map { last in
                TopicMastery(
                    topic: topic,
                    value: last.value,
                    n: marks.count,
                    history: Array(steps.suffix(100))
                )
            }
        }
    }

    private static func homework(
        of student: ID<Account>,
        _ tutor: ID<Account>?,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> [HomeworkView] {
        let whose: SQL = tutor.map { "AND t.account_id = \($0)" } ?? .empty
        let found: [Homework] = try tx.all(
            """
            SELECT \(Homework.columns) FROM \(Homework.source) WHERE w.student_id = \(student) \(whose)
             ORDER BY w.id DESC LIMIT \(most)
            """
        )
        return try found.map { try HomeworkView($0, for: call, tx) }
    }

    private static func notes(
        of student: ID<Account>,
        _ tutor: ID<Account>?,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> [LessonNoteView] {
        let me = try call.account
        let whose: SQL =
            tutor.map { "t.account_id = \($0)" } ?? (call.isInspector ? "TRUE" : "n.is_visible")
        let found: [LessonNote] = try tx.all(
            """
            SELECT \(LessonNote.columns) FROM lesson_note n JOIN tutor t ON t.id = n.tutor_id
             WHERE n.student_id = \(student) AND \(whose) ORDER BY n.id DESC LIMIT \(most)
            """
        )
        return try found.map { try LessonNoteView($0, for: me, tx) }
    }
}
