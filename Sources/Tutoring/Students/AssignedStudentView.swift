import Kernel
import Platform
import Store
import Web

/// A student as the tutor sees them.
struct AssignedStudentView: View {
    /// The account of the student.
    var id: ID<Account>
    /// The first name and the initial of the last one.
    var name: String
    /// The name of the person who is taught, where a guardian has the account; absent otherwise.
    var learner: String?
    /// The lots of the tutor's lessons that have not ended, the soonest expiry first.
    var lots: [LotView]
    /// The start of the last lesson with the tutor; absent before one.
    var lastLessonAt: Instant?
    /// The start of the next lesson with the tutor; absent without one.
    var nextLessonAt: Instant?
    /// The topics with the mastery, by name.
    var mastery: [TopicMastery]

    /// How well a topic is mastered.
    struct TopicMastery: Codable, Hashable, Sendable {
        /// The matter of the graded homework, such as `linear equations`.
        var topic: String
        /// From 0 to 100.
        var value: Double
    }
}

extension AssignedStudentView {
    static func page(
        _ page: PageRequest,
        of tutor: Tutor,
        _ tx: borrowing Tx
    ) throws -> Page<AssignedStudentView> {
        let students: Page<Profile> = try tx.page(
            page,
            """
            SELECT \(Profile.columns) FROM profile p
             WHERE p.account_id IN (\(Assigned.students(of: tutor.id, at: tx.now)))
            """,
            order: SortOrder(
                .ascending("last_name", \.lastName),
                .ascending("first_name", \.firstName),
                .ascending("account_id", \.account)
            )
        )
        return try students.map { try AssignedStudentView($0, of: tutor, tx) }
    }

    private init(_ profile: Profile, of tutor: Tutor, _ tx: borrowing Tx) throws {
        id = profile.account
        name = profile.shortName
        learner = try Student.find(profile.account, tx)?.learner?.name.rawValue
        let lots: [Lot] = try tx.all(
            """
            SELECT \(Lot.columns) FROM lot l
             WHERE l.student_id = \(profile.account) AND l.tutor_id = \(tutor.id) AND l.available + l.reserved > 0
             ORDER BY l.expires_at, l.id
            """
        )
        self.lots = lots.map { LotView($0, tutor: tutor.name) }
        let past: SQL = "l.state IN ('completed', 'student_absent', 'disputed', 'settled')"
        lastLessonAt = try Self.edge("MAX", past, profile.account, tutor.id, tx)
        nextLessonAt = try Self.edge("MIN", "l.state = 'confirmed'", profile.account, tutor.id, tx)
        mastery = try TopicMark.mastery(of: profile.account, tx).sorted { $0.key < $1.key }
            .map { TopicMastery(topic: $0.key, value: $0.value.value) }
    }

    private static func edge(
        _ function: SQL,
        _ condition: SQL,
        _ student: ID<Account>,
        _ tutor: ID<Tutor>,
        _ tx: borrowing Tx
    ) throws -> Instant? {
        try tx.value(
            """
            SELECT \(function)(l.starts_at) FROM lesson l
             WHERE l.student_id = \(student) AND l.tutor_id = \(tutor) AND \(condition)
            """,
            as: Instant?.self
        ) ?? nil
    }
}
