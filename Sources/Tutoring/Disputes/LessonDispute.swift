import Kernel
import Platform
import Store

/// The claims of both sides about a lesson, for an administrator to decide; a lesson has one dispute at most.
struct LessonDispute: Sendable {
    let id: ID<LessonDispute>
    let lesson: ID<Lesson>
    let openedBy: Lesson.Side
    /// The state of the lesson before.
    let former: Lesson.Status
    let claims: [LessonClaim]
    /// The share that went back to the student, in percent; nil before the decision.
    let share: Int?
    /// The reason of the decision.
    let reason: String?
    let decidedAt: Instant?
    let createdAt: Instant
    let version: Int

    static let kind = "lesson_dispute"
    static let mostFiles = 10
}

/// A statement of one side about a lesson.
struct LessonClaim: Codable, Hashable, Sendable {
    /// The side.
    var by: Lesson.Side
    /// The events in its words.
    var reason: String
    /// The files that show it.
    var files: [ID<UserFile>]
    /// When it was said.
    var at: Instant
}

extension LessonDispute: Record {
    static let columns: SQL =
        """
        d.id, d.lesson_id, d.opened_by, d.former, d.claims, d.share, d.reason, d.decided_at, d.created_at, d.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        lesson = try row.next()
        openedBy = try row.next()
        former = try row.next()
        claims = try row.json()
        share = try row.next()
        reason = try row.next()
        decidedAt = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<LessonDispute>, _ tx: borrowing Tx) throws -> LessonDispute {
        try tx.one("SELECT \(columns) FROM lesson_dispute d WHERE d.id = \(id)")
    }

    /// Nil when nobody disputed the lesson.
    static func find(of lesson: ID<Lesson>, _ tx: borrowing Tx) throws -> LessonDispute? {
        try tx.first("SELECT \(columns) FROM lesson_dispute d WHERE d.lesson_id = \(lesson)")
    }
}

extension LessonDispute {
    static func open(
        on lesson: Lesson,
        _ claim: LessonClaim,
        _ tx: borrowing Tx
    ) throws -> ID<LessonDispute> {
        let id = tx.newID(of: LessonDispute.self)
        try tx.execute(
            """
            INSERT INTO lesson_dispute (id, lesson_id, opened_by, former, claims, created_at, updated_at, version)
            VALUES (\(id), \(lesson.id), \(claim.by), \(lesson.status), \(json: [claim]), \(tx.now), \(tx.now), 1)
            """
        )
        return id
    }

    func decided(_ share: Int, because reason: String, by admin: ID<Account>?, _ tx: borrowing Tx) throws {
        try tx.changeOne(
            """
            UPDATE lesson_dispute
               SET share = \(share), reason = \(reason), decided_by = \(admin), decided_at = \(tx.now),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
    }

    /// A share was given back meanwhile, so that there is nothing to decide any more.
    static func close(of lesson: ID<Lesson>, by account: ID<Account>?, _ tx: borrowing Tx) throws {
        try tx.post(
            """
            UPDATE lesson_dispute
               SET decided_by = \(account), decided_at = \(tx.now), updated_at = \(tx.now), version = version + 1
             WHERE lesson_id = \(lesson) AND decided_at IS NULL
            """
        )
    }

    /// Nobody has decided for ten days.
    static func overdue(of lesson: Lesson, _ tx: borrowing Tx) throws {
        guard let dispute = try find(of: lesson.id, tx) else { return }
        try TutoringNotice.sendToAdministrators(
            .disputeOverdue,
            about: (kind, dispute.id.cast(to: Subject.self)),
            ["other": .words(lesson.studentName), "tutor": .words(lesson.tutorName)],
            key: "\(dispute.id)",
            tx
        )
    }
}
