import Kernel
import Platform
import Store

/// The events and conditions of sequences of messages, in the tables of students and tutors.
enum TutoringSequences: SequenceRules {
    /// The event that starts a run.
    enum Trigger: String, Codable, CaseIterable, Hashable, Sendable {
        /// A student's account, or a tutor's, was opened.
        case registered
        /// The student paid a first purchase; of a tutor, the first sale was paid.
        case firstPurchase = "first_purchase"
        /// A lesson was taught.
        case lessonCompleted = "lesson_completed"
        /// Half of the units of a lot are used.
        case lotHalfUsed = "lot_half_used"
        /// Units expire within seven days.
        case lotExpiring = "lot_expiring"
        /// The last lesson was thirty days ago, and no other is booked.
        case inactive30Days = "inactive_30d"
        /// The papers of a tutor were approved.
        case tutorVerified = "tutor_verified"
    }

    /// The condition that stops a run.
    enum Stop: String, Codable, CaseIterable, Hashable, Sendable {
        /// A lesson was booked or requested since the start of the run.
        case booked
        /// A purchase was paid since then.
        case purchased
        /// The person wrote a message to the other side or to the support since then.
        case replied
    }

    /// The role of the people that a sequence is for.
    enum Audience: String, Codable, CaseIterable, Hashable, Sendable {
        /// Students.
        case student
        /// Tutors.
        case tutor
    }

    static let templates = NoticeTemplate.sequences

    static func isMet(
        _ stop: Stop,
        by account: ID<Account>,
        since start: Instant,
        _ tx: borrowing Tx
    ) throws -> Bool {
        let isTheirs: SQL = "(x.student_id = \(account) OR t.account_id = \(account))"
        let event: SQL =
            switch stop {
            case .booked:
                """
                SELECT 1 FROM lesson x JOIN tutor t ON t.id = x.tutor_id
                 WHERE \(isTheirs) AND x.created_at > \(start) AND x.state NOT IN ('held', 'released')
                """
            case .purchased:
                """
                SELECT 1 FROM purchase x JOIN tutor t ON t.id = x.tutor_id
                 WHERE \(isTheirs) AND x.paid_at > \(start)
                """
            case .replied:
                """
                SELECT 1 FROM thread_message m WHERE m.author_id = \(account) AND m.written_at > \(start)
                 UNION ALL
                SELECT 1 FROM support_message m WHERE m.author_id = \(account) AND m.at > \(start)
                """
            }
        return try tx.exists(event)
    }

    static func values(for account: ID<Account>, _ tx: borrowing Tx) throws -> [String: String] {
        let name = try tx.value(
            "SELECT p.first_name FROM profile p WHERE p.account_id = \(account)",
            as: String.self
        )
        return ["first_name": name ?? ""]
    }
}
