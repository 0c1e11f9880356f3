import Kernel
import Platform
import Store

/// A suspicion about an account, which an administrator clears or confirms.
struct FraudCase: Sendable {
    let id: ID<FraudCase>
    let account: ID<Account>
    /// Nil when the account is a student's.
    let tutor: ID<Tutor>?
    let status: Status
    let score: Int
    let signals: [Seen]
    var actions: [Action]
    var reason: String?
    var decidedBy: ID<Account>?
    let decidedAt: Instant?
    let createdAt: Instant
    let version: Int

    /// The score from which a case is raised.
    static let limit = 40
    /// How long the signals of a cleared case do not count.
    static let rest = Duration.days(30)

    /// A signal of a case.
    struct Seen: Codable, Hashable, Sendable {
        /// The sign.
        var name: FraudSignal
        /// Its part of the score.
        var weight: Int
        /// When it was first seen.
        var at: Instant
    }

    /// The consequence of a confirmed case.
    enum Action: String, Codable, CaseIterable, Sendable {
        /// Lessons ahead are cancelled, and the unused units of all purchases go back as money.
        case refund
        /// The tutor may not sell.
        case suspend
        /// The owner cannot log in any more.
        case deactivate
    }
}

extension FraudCase: LifecycleSubject {
    static let kind = "fraud_case"

    /// The state of a case.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Waits for an administrator; earnings from the student, or payouts to the tutor, are held.
        case open
        /// It was nothing: the same signals rest for 30 days.
        case cleared
        /// It was a fraud.
        case confirmed
    }

    /// A decision about a case.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// It was nothing.
        case clear
        /// It was a fraud.
        case confirm
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<FraudCase, Status, Event>(start: .open) {
        On(.clear,   from: .open, to: .cleared,   needs: .fraudReview)
        On(.confirm, from: .open, to: .confirmed, needs: .fraudReview)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> FraudCase {
        try tx.changeOne(
            """
            UPDATE fraud_case
               SET state = \(status), actions = \(json: actions), reason = \(reason), decided_by = \(decidedBy),
                   decided_at = \(tx.now), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }
}

extension FraudCase: Record {
    static let columns: SQL =
        """
        f.id, f.account_id, f.tutor_id, f.state, f.score, f.signals, f.actions, f.reason, f.decided_by, f.decided_at,
        f.created_at, f.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        tutor = try row.next()
        status = try row.next()
        score = try row.next()
        signals = try row.json()
        actions = try row.json()
        reason = try row.next()
        decidedBy = try row.next()
        decidedAt = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<FraudCase>, _ tx: borrowing Tx) throws -> FraudCase {
        try tx.one("SELECT \(columns) FROM fraud_case f WHERE f.id = \(id)")
    }

    /// The open case about an account.
    static func findOpen(about account: ID<Account>, _ tx: borrowing Tx) throws -> FraudCase? {
        try tx.first(
            "SELECT \(columns) FROM fraud_case f WHERE f.account_id = \(account) AND f.state = 'open'"
        )
    }

    static let migration = Migration(
        id: "tutoring/fraud-001",
        """
        CREATE TABLE fraud_case (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES account (id),
            tutor_id {id} REFERENCES tutor (id),
            state {text} NOT NULL CHECK (state IN ('open', 'cleared', 'confirmed')),
            score {int} NOT NULL CHECK (score BETWEEN 0 AND 100),
            signals {json} NOT NULL,
            actions {json} NOT NULL,
            reason {text},
            decided_by {id} REFERENCES account (id),
            decided_at {instant},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            CHECK ((state = 'open') = (decided_at IS NULL))
        ) {strict};
        CREATE UNIQUE INDEX fraud_case_open ON fraud_case (account_id) WHERE state = 'open';
        CREATE INDEX fraud_case_account ON fraud_case (account_id, decided_at);
        CREATE INDEX fraud_case_newest ON fraud_case (created_at, id);
        CREATE INDEX fraud_case_tutor ON fraud_case (tutor_id) WHERE tutor_id IS NOT NULL;
        """
    )
}
