import Kernel
import Platform
import Store

/// An aim of a student, which the server sees reached by itself.
struct Goal: Sendable {
    let id: ID<Goal>
    let student: ID<Account>
    let author: ID<Account>
    var title: Title
    let measure: Measure
    /// Of a mastery; nil otherwise.
    let topic: String?
    /// A mastery from 1 to 100, or a number of lessons.
    var target: Int
    var due: CivilDate?
    let status: Status
    let endedAt: Instant?
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int

    typealias Title = Line<1, 140>

    /// The figure in which a goal is measured.
    enum Measure: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The mastery of a topic, from 0 to 100.
        case mastery
        /// The lessons taught since the goal was set.
        case lessons
    }

    /// The state of a goal.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The student works on it.
        case open
        /// The target was met.
        case reached
        /// The student or the tutor gave it up.
        case dropped
    }

    /// A move of a goal.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The target is met.
        case reach
        /// It is given up.
        case drop
    }
}

extension Goal: LifecycleSubject {
    static let kind = "goal"

    // swift-format-ignore
    static let lifecycle = Lifecycle<Goal, Status, Event>(start: .open) {
        // event    from         to             needs
        On(.reach,  from: .open, to: .reached,  needs: .lessonRun)
        On(.drop,   from: .open, to: .dropped,  needs: .goalManage)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Goal {
        try tx.changeOne(
            """
            UPDATE goal SET state = \(status), ended_at = \(tx.now), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }
}

extension Goal: Record {
    static let columns: SQL =
        """
        g.id, g.student_id, g.author_id, g.title, g.measure, g.topic, g.target, g.due, g.state, g.ended_at, g.created_at,
        g.updated_at, g.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        student = try row.next()
        author = try row.next()
        title = try row.next()
        measure = try row.next()
        topic = try row.next()
        target = try row.next()
        due = try row.next()
        status = try row.next()
        endedAt = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<Goal>, _ tx: borrowing Tx) throws -> Goal {
        try tx.one("SELECT \(columns) FROM goal g WHERE g.id = \(id)")
    }

    /// The goals of a student, the newest first.
    static func list(of student: ID<Account>, _ tx: borrowing Tx) throws -> [Goal] {
        try tx.all(
            "SELECT \(columns) FROM goal g WHERE g.student_id = \(student) ORDER BY g.id DESC LIMIT 100"
        )
    }

    /// Saves title, target and day; fails with ``Problem/Code/stale`` after a change by somebody else.
    func save(_ tx: borrowing Tx) throws -> Goal {
        try tx.changeOne(
            """
            UPDATE goal SET title = \(title), target = \(target), due = \(due), updated_at = \(tx.now),
                   version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }
}

extension Goal {
    /// Moves the open goals of a student whose target is met.
    static func reachMet(of student: ID<Account>, as call: Call, _ tx: borrowing Tx) throws {
        let open = try list(of: student, tx).filter { $0.status == .open }
        guard !open.isEmpty else { return }
        let values = try GoalValues(of: student, tx)
        for goal in open where try values.value(of: goal, tx) >= Double(goal.target) {
            _ = try goal.advanced(by: .reach, as: call.bySystem, tx)
        }
    }
}

/// How far the goals of a student are.
struct GoalValues: Sendable {
    private let student: ID<Account>
    private let mastery: [String: Mastery]

    init(of student: ID<Account>, _ tx: borrowing Tx) throws {
        self.student = student
        mastery = try TopicMark.mastery(of: student, tx)
    }

    func value(of goal: Goal, _ tx: borrowing Tx) throws -> Double {
        switch goal.measure {
        case .mastery: goal.topic.flatMap { mastery[$0]?.value } ?? 0
        case .lessons: Double(try LessonTotals.of(student, since: goal.createdAt, tx).lessons)
        }
    }
}

/// The lessons that a student was taught.
struct LessonTotals: Sendable {
    let lessons: Int
    let minutes: Int

    /// The lessons that ended after a moment, with one tutor where one is named.
    static func of(
        _ student: ID<Account>,
        since start: Instant? = nil,
        with tutor: ID<Account>? = nil,
        _ tx: borrowing Tx
    ) throws -> LessonTotals {
        let later: SQL = start.map { "AND l.ends_at > \($0)" } ?? .empty
        let whose: SQL = tutor.map { "AND t.account_id = \($0)" } ?? .empty
        var totals = LessonTotals(lessons: 0, minutes: 0)
        try tx.forEach(
            """
            SELECT COUNT(*), \(SQL.sum(of: "l.minutes")) FROM lesson l JOIN tutor t ON t.id = l.tutor_id
             WHERE l.student_id = \(student) AND l.state = 'completed' \(later) \(whose)
            """
        ) { row in totals = LessonTotals(lessons: try row.next(), minutes: try row.next()) }
        return totals
    }
}
