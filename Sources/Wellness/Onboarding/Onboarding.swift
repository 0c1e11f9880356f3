import Kernel
import Platform
import Store

/// The answers of a person to the questions of the onboarding; they are sealed.
struct Onboarding: Sendable {
    let account: ID<Account>
    /// The version of the questions that were answered.
    var form: Int
    var progress: OnboardingProgress
    var completedAt: Instant?
    private let sealedAnswers: [UInt8]
    /// Stored apart, because it is erased when the consent to the diary is withdrawn.
    private let sealedBaseline: [UInt8]?

    static let answers = PersonSealedColumn("onboarding", "answers", key: "account_id", account: "account_id")
    static let baseline = PersonSealedColumn(
        "onboarding",
        "baseline",
        key: "account_id",
        account: "account_id"
    )

    static let migration = Migration(
        id: "wellness/onboarding-001",
        """
        CREATE TABLE onboarding (
            account_id {id} PRIMARY KEY REFERENCES account (id),
            form {int} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('draft', 'complete')),
            answers {bytes} NOT NULL,
            baseline {bytes},
            completed_at {instant},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL
        ) {strict};
        CREATE INDEX onboarding_drafts ON onboarding (updated_at) WHERE state = 'draft';
        """
    )
}

extension Onboarding: Record {
    static let columns: SQL = "o.account_id, o.form, o.state, o.completed_at, o.answers, o.baseline"

    init(_ row: inout Row) throws {
        account = try row.next()
        form = try row.next()
        progress = try row.next()
        completedAt = try row.next()
        sealedAnswers = try row.next()
        sealedBaseline = try row.next()
    }

    static func find(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Onboarding? {
        try tx.first("SELECT \(columns) FROM onboarding o WHERE o.account_id = \(account)")
    }

    static func progress(of account: ID<Account>, _ tx: borrowing Tx) throws -> OnboardingProgress {
        try find(account, tx)?.progress ?? .none
    }

    func answers(at site: Site, _ tx: borrowing Tx) throws -> OnboardingAnswers {
        let key = try PersonKey.find(account, at: site, tx)
        var answers = try JSON.decode(
            OnboardingAnswers.self,
            from: Self.answers.open(sealedAnswers, in: account, with: key)
        )
        answers.baseline = try sealedBaseline.map {
            try JSON.decode([String: Int].self, from: Self.baseline.open($0, in: account, with: key))
        }
        return answers
    }

    /// Replaces the answers as a whole.
    static func put(
        _ answers: OnboardingAnswers,
        _ progress: OnboardingProgress,
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let key = try PersonKey.of(account, at: site, tx)
        var others = answers
        others.baseline = nil
        let sealed = try Self.answers.seal(JSON.encode(others), in: account, with: key)
        let baseline = try answers.baseline.map {
            try Self.baseline.seal(JSON.encode($0), in: account, with: key)
        }
        let completedAt = progress == .complete ? tx.now : nil
        try tx.execute(
            """
            INSERT INTO onboarding (account_id, form, state, answers, baseline, completed_at, created_at, updated_at)
            VALUES (\(account), \(OnboardingForm.inForce.version), \(progress), \(sealed), \(baseline), \(completedAt), \(tx.now), \(tx.now))
            ON CONFLICT (account_id) DO UPDATE
               SET form = excluded.form, state = excluded.state, answers = excluded.answers, baseline = excluded.baseline,
                   completed_at = excluded.completed_at, updated_at = excluded.updated_at
            """
        )
    }
}
