import Kernel
import Platform
import Store
import Web

/// The homework of students.
enum HomeworkRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //    path                      handler  needs
        Post ("/bookings/{id}/homework", set,    .homeworkManage, "Set a homework", details: "By the tutor of a lesson that takes or took place.").idempotent.refuses(.illegalTransition)
        Get  ("/homework",               list,   .homeworkRead,   "List the homework", details: "A student's own; a tutor's for students of the tutor. Newest first.")
        Patch("/homework/{id}",          move,   .homeworkRead,   "Move a homework", details: "The student hands it in; the tutor grades it, reopens it or withdraws it. The marks of a reopened homework count no more.").refuses(.illegalTransition, .stale)
    }

    static func set(_ call: Call, id: ID<Lesson>, body: NewHomework) async throws -> Created<HomeworkView> {
        try TopicList.check(body.topics, atLeast: 1)
        return try await call.db.write { tx in
            let lesson = try Lesson.find(id, within: call.scope, tx)
            try lesson.demandReal()
            try Quota.homework.consume(on: id.cast(), as: call, tx)
            try SharedFiles.give(body.fileIds, to: lesson.student, as: call, tx)
            let homework = tx.newID(of: Homework.self)
            try tx.execute(
                """
                INSERT INTO homework (id, lesson_id, student_id, tutor_id, title, body, topics, files, due_at, state,
                                      answer_files, scores, created_at, updated_at, version)
                VALUES (\(homework), \(id), \(lesson.student), \(lesson.tutor), \(body.title), \(body.text),
                        \(json: body.topics), \(json: body.fileIds ?? []), \(body.dueAt), \(Homework.Status.open),
                        \(json: [String]()), \(json: [String]()), \(tx.now), \(tx.now), 1)
                """
            )
            let made = try Homework.find(homework, tx)
            try HomeworkNotices.notify(made, tx)
            let view = try HomeworkView(made, for: call, tx)
            return Created(view, at: "/homework/\(homework)", version: made.version)
        }
    }

    private static let newestFirst = SortOrder<Homework>(.descending("id", \.id))

    static func list(
        _ call: Call,
        filter: HomeworkFilter,
        page: PageRequest
    ) async throws -> Page<HomeworkView> {
        try await call.db.read { tx in
            let conditions: [SQL?] = [
                LearnerReach.rows(of: "w.student_id", in: call.scope, at: tx.now),
                filter.state.map { "w.state = \($0)" },
            ]
            return try tx.page(
                page,
                "SELECT \(Homework.columns) FROM \(Homework.source) WHERE \(SQL.all(conditions.compactMap(\.self)))",
                order: newestFirst
            ).map { try HomeworkView($0, for: call, tx) }
        }
    }

    static func move(
        _ call: Call,
        id: ID<Homework>,
        match: IfMatch?,
        body: HomeworkMove
    ) async throws -> Versioned<HomeworkView> {
        try await call.db.write { tx in
            let homework = try Homework.find(id, within: call.scope, tx)
            try match?.check(homework.version)
            try body.check(for: homework)
            let moved = try homework.advanced(by: body, as: call, tx)
            return Versioned(try HomeworkView(moved, for: call, tx), version: moved.version)
        }
    }
}

extension Homework {
    fileprivate func advanced(by body: HomeworkMove, as call: Call, _ tx: borrowing Tx) throws -> Homework {
        var next = self
        switch body.action {
        case .handIn:
            next.answer = body.text?.rawValue
            next.answerFiles = body.fileIds ?? []
            next.handedInAt = tx.now
        case .grade:
            next.scores = body.scores ?? []
            next.feedback = body.feedback?.rawValue
            next.gradedAt = tx.now
        case .reopen: (next.scores, next.gradedAt) = ([], nil)
        case .withdraw: break
        }
        let moved = try next.advanced(by: body.action, as: call, tx)
        try HomeworkNotices.notify(moved, by: body.action, tx)
        if body.action == .handIn { try SharedFiles.give(body.fileIds, to: tutorAccount, as: call, tx) }
        if body.action == .grade { try Goal.reachMet(of: student, as: call, tx) }
        return moved
    }
}

extension Quota {
    static let homework = Quota(
        "tutoring.homework",
        .homeworkManage,
        most: 20,
        counting: .rows { "homework w WHERE w.lesson_id = \($0.subject)" },
        counted: ["it": "compiti per una lezione", "en": "homework of one lesson"],
        frees: ["it": "Assegna i compiti dopo la prossima lezione.", "en": "Set it after the next lesson."],
        because: "Each sends a message; no student does more until the next lesson."
    )
}
