import Kernel
import Platform
import Store

/// Looks for signals of fraud about an account, and raises a case where they are enough.
struct AssessRisk: Job {
    static let kind = "tutoring.assess_risk"
    static let policy = JobPolicy(queue: .scoring)

    let account: ID<Account>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let account = account
        try await call.db.write { tx in try Self.assess(account, tx) }
        return .done
    }

    static func assess(_ account: ID<Account>, _ tx: borrowing Tx) throws {
        guard try Account.find(account, tx).state != .deleted else { return }
        let tutor = try Tutor.find(of: account, tx)
        let facts =
            try tutor.map { try FraudFacts.of(tutor: $0.id, tx) } ?? FraudFacts.of(student: account, tx)
        let signals = try FraudCase.awake(facts.signals, about: account, tx)
        try FraudCase.raise(signals, about: account, tx)
    }

    static func order(_ accounts: [ID<Account>], _ tx: borrowing Tx) throws {
        for account in accounts { try tx.enqueue(AssessRisk(account: account), unique: account.description) }
    }
}

extension AssessRisk {
    /// Both sides of a purchase are looked at when money moves.
    static let effects = [Effect.purchasePaid, .purchaseRefunded].map { effect in
        EffectHandler(effect, of: Purchase.self) { purchase, _, tx in
            try order([purchase.student, Tutor.find(purchase.tutor, tx).account], tx)
        }
    }
}

/// Looks at the accounts with payments or reviews since the last time, of which nothing else tells.
struct WatchForFraud: Job {
    static let kind = "tutoring.watch_for_fraud"
    static let policy = JobPolicy(queue: .scoring)

    /// Longer than the time from one run to the next.
    private static let window = Duration.minutes(15)

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            let since = tx.now - Self.window
            let payers = try tx.values(
                """
                SELECT DISTINCT c.account_id FROM charge c
                 WHERE c.state IN ('open', 'failed') AND c.updated_at > \(since)
                """,
                as: ID<Account>.self
            )
            let reviewed = try tx.values(
                """
                SELECT DISTINCT t.account_id FROM review r JOIN tutor t ON t.id = r.about_id
                 WHERE r.about_kind = \(Tutor.kind) AND r.overall = 5 AND r.created_at > \(since)
                """,
                as: ID<Account>.self
            )
            try AssessRisk.order(payers + reviewed, tx)
        }
        return .done
    }
}
