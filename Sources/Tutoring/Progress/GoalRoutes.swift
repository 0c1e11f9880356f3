import Kernel
import Platform
import Store
import Web

/// The goals of students.
enum GoalRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //    path                   handler  needs
        Post ("/students/{id}/goals", set,    .goalManage, "Set a goal", details: "By the student, whose identity is that of the account, or by a tutor whose student it is. The server moves it when the target is met.").idempotent
        Patch("/goals/{id}",          change, .goalManage, "Change or drop a goal", details: "While it is open.").refuses(.illegalTransition, .stale)
    }

    static func set(_ call: Call, id: ID<Account>, body: NewGoal) async throws -> Created<GoalView> {
        let me = try call.account
        try body.check()
        return try await call.db.write { tx in
            try LearnerReach.demand(id, for: call, tx)
            try Quota.openGoals.consume(by: id, as: call, tx)
            let goal = tx.newID(of: Goal.self)
            try tx.execute(
                """
                INSERT INTO goal (id, student_id, author_id, title, measure, topic, target, due, state, created_at,
                                  updated_at, version)
                VALUES (\(goal), \(id), \(me), \(body.title), \(body.measure), \(body.topic?.rawValue),
                        \(body.target.value), \(body.due), \(Goal.Status.open), \(tx.now), \(tx.now), 1)
                """
            )
            try Goal.reachMet(of: id, as: call, tx)
            let made = try Goal.find(goal, tx)
            return Created(try GoalView.of(made, tx), at: "/goals/\(goal)", version: made.version)
        }
    }

    static func change(
        _ call: Call,
        id: ID<Goal>,
        match: IfMatch?,
        body: GoalChanges
    ) async throws -> Versioned<GoalView> {
        try await call.db.write { tx in
            let goal = try Goal.find(id, tx)
            try LearnerReach.demand(goal.student, for: call, tx)
            try match?.check(goal.version)
            let next = try goal.changed(by: body, as: call, tx)
            return Versioned(try GoalView.of(next, tx), version: next.version)
        }
    }
}

/// A goal to set.
struct NewGoal: Body {
    /// In a few words.
    var title: Goal.Title
    /// The figure in which it is measured.
    var measure: Goal.Measure
    /// The topic of a mastery; not with lessons.
    var topic: Topic?
    /// A mastery up to 100, or a number of lessons.
    var target: Ranged<1, 500>
    /// The day by which it is to be reached; nothing happens on it.
    var due: CivilDate?

    func check() throws(Problem) {
        var faults: [Problem.Fault] = []
        if measure == .mastery, topic == nil { faults.append(.init("/topic", .topicNeeded)) }
        if measure == .lessons, topic != nil { faults.append(.init("/topic", .noTopicHere)) }
        faults += measure.faults(of: target)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

/// Changes of a goal; absent members stay, and null clears.
struct GoalChanges: Body, MergePatch {
    /// In a few words.
    var title: Goal.Title?
    /// A mastery up to 100, or a number of lessons.
    var target: Ranged<1, 500>?
    /// The day by which it is to be reached.
    var due: Change<CivilDate>
    /// Gives it up.
    var drop: Bool?
}

extension Goal.Measure {
    fileprivate func faults(of target: Ranged<1, 500>) -> [Problem.Fault] {
        self == .mastery && target.value > 100 ? [.init("/target", Refusal(.outOfRange(1...100)))] : []
    }
}

extension Goal {
    fileprivate func changed(by body: GoalChanges, as call: Call, _ tx: borrowing Tx) throws -> Goal {
        // A goal that is no longer open refuses every change as it refuses to be dropped.
        guard status == .open, body.drop != true else { return try advanced(by: .drop, as: call, tx) }
        let faults = body.target.map { measure.faults(of: $0) } ?? []
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        var next = self
        next.title = body.title ?? title
        next.target = body.target?.value ?? target
        next.due = body.due.applied(to: due)
        _ = try next.save(tx)
        try Goal.reachMet(of: student, as: call, tx)
        return try Goal.find(id, tx)
    }
}

/// An aim of a student.
struct GoalView: View {
    /// The key by which it is changed or dropped while it is open.
    var id: ID<Goal>
    /// The account of the student.
    var studentId: ID<Account>
    /// In a few words.
    var title: String
    /// The figure in which it is measured.
    var measure: Goal.Measure
    /// The topic of a mastery; absent for lessons.
    var topic: String?
    /// The mastery or the number of lessons to reach.
    var target: Int
    /// The figure at present.
    var value: Double
    /// The day by which it is to be reached; absent without one.
    var due: CivilDate?
    /// Whether the student works on it, met the target or gave it up.
    var state: Goal.Status
    /// When it was reached or dropped; absent while it is open.
    var endedAt: Instant?
    /// When it was set.
    var createdAt: Instant

    static func of(_ goal: Goal, _ tx: borrowing Tx) throws -> GoalView {
        let values = try GoalValues(of: goal.student, tx)
        return GoalView(goal, value: try values.value(of: goal, tx))
    }

    init(_ goal: Goal, value: Double) {
        id = goal.id
        studentId = goal.student
        title = goal.title.rawValue
        measure = goal.measure
        topic = goal.topic
        target = goal.target
        self.value = value
        due = goal.due
        state = goal.status
        endedAt = goal.endedAt
        createdAt = goal.createdAt
    }
}

extension Quota {
    static let openGoals = Quota(
        "tutoring.open_goals",
        .goalManage,
        most: 50,
        counting: .rows { "goal g WHERE g.student_id = \($0.account) AND g.state = 'open'" },
        counted: ["it": "obiettivi aperti di uno studente", "en": "open goals of a student"],
        frees: ["it": "Abbandona prima un obiettivo.", "en": "Drop a goal first."],
        because: "More than anybody works on."
    )
}
