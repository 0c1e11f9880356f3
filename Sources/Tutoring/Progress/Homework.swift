import Kernel
import Platform
import Store

/// A task that a tutor sets after a lesson, with the student's answer and the marks.
struct Homework: Sendable {
    let id: ID<Homework>
    let lesson: ID<Lesson>
    let student: ID<Account>
    let tutor: ID<Tutor>
    let tutorAccount: ID<Account>
    let title: String
    let text: String
    let topics: [String]
    let files: [ID<UserFile>]
    let dueAt: Instant?
    let status: Status
    /// The student's answer; nil before it, or without a text.
    var answer: String?
    var answerFiles: [ID<UserFile>]
    var handedInAt: Instant?
    /// One mark for each graded topic.
    var scores: [TopicScore]
    var feedback: String?
    var gradedAt: Instant?
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int

    /// The state of a homework.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The student works on it.
        case open
        /// Handed in, and not graded yet.
        case submitted
        /// Graded; its marks count.
        case graded
        /// Taken back by the tutor.
        case withdrawn
    }

    /// A move of a homework.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The student hands it in.
        case handIn = "hand_in"
        /// The tutor grades it.
        case grade
        /// The tutor gives it back for another try; its marks count no more.
        case reopen
        /// The tutor takes it back.
        case withdraw
    }

    /// The members' accounts.
    var sides: [ID<Account>] { [student, tutorAccount] }
}

/// The mark of a topic.
struct TopicScore: Codable, Hashable, Sendable {
    /// A topic of the homework.
    var topic: Topic
    /// The mark.
    var score: Ranged<0, 100>
}

extension Homework: LifecycleSubject {
    static let kind = "homework"
    static let guardRefusal = Problem.Code.illegalTransition

    // swift-format-ignore
    static let lifecycle = Lifecycle<Homework, Status, Event>(start: .open) {
        // event       from                        to              needs                   then
        On(.handIn,    from: .open,                to: .submitted, needs: .homeworkHandIn)
        On(.grade,     from: .submitted,           to: .graded,    needs: .homeworkManage, then: .countMarks)
        On(.reopen,    from: .submitted, .graded,  to: .open,      needs: .homeworkManage, then: .forgetMarks)
        On(.withdraw,  from: .open,                to: .withdrawn, needs: .homeworkManage)
    }

    /// Saves what the move brings, too.
    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Homework {
        try tx.changeOne(
            """
            UPDATE homework
               SET state = \(status), answer = \(answer), answer_files = \(json: answerFiles),
                   handed_in_at = \(handedInAt), scores = \(json: scores), feedback = \(feedback),
                   graded_at = \(gradedAt), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        switch effect {
        case .countMarks: try countMarks(tx)
        case .forgetMarks: try tx.execute("DELETE FROM topic_mark WHERE homework_id = \(id)")
        default: return
        }
    }

    private func countMarks(_ tx: borrowing Tx) throws {
        for mark in scores {
            try tx.execute(
                """
                INSERT INTO topic_mark (id, homework_id, student_id, topic, score, at)
                VALUES (\(tx.newID(of: TopicMark.self)), \(id), \(student), \(mark.topic.rawValue),
                        \(mark.score.value), \(tx.now))
                """
            )
        }
    }
}

extension Effect {
    /// The marks of a homework count for the mastery of its topics.
    static let countMarks = Effect("count_marks")
    /// The marks of a homework count no more.
    static let forgetMarks = Effect("forget_marks")
}

extension Homework: Record {
    static let source: SQL = "homework w JOIN tutor t ON t.id = w.tutor_id"

    static let columns: SQL =
        """
        w.id, w.lesson_id, w.student_id, w.tutor_id, t.account_id, w.title, w.body, w.topics, w.files, w.due_at, w.state,
        w.answer, w.answer_files, w.handed_in_at, w.scores, w.feedback, w.graded_at, w.created_at, w.updated_at, w.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        lesson = try row.next()
        student = try row.next()
        tutor = try row.next()
        tutorAccount = try row.next()
        title = try row.next()
        text = try row.next()
        topics = try row.json()
        files = try row.json()
        dueAt = try row.next()
        status = try row.next()
        answer = try row.next()
        answerFiles = try row.json()
        handedInAt = try row.next()
        scores = try row.json()
        feedback = try row.next()
        gradedAt = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<Homework>, _ tx: borrowing Tx) throws -> Homework {
        try tx.one("SELECT \(columns) FROM \(source) WHERE w.id = \(id)")
    }

    /// A homework within the scope.
    static func find(_ id: ID<Homework>, within scope: Scope, _ tx: borrowing Tx) throws -> Homework {
        let isReached = LearnerReach.rows(of: "w.student_id", in: scope, at: tx.now)
        return try tx.one("SELECT \(columns) FROM \(source) WHERE w.id = \(id) AND \(isReached)")
    }
}
