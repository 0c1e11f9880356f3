import Kernel
import Platform
import Store

extension FraudCase {
    /// The signals that count now: those of a case that was cleared rest for 30 days.
    static func awake(
        _ signals: [FraudSignal],
        about account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> [FraudSignal] {
        guard !signals.isEmpty else { return [] }
        let cleared: [FraudCase] = try tx.all(
            """
            SELECT \(columns) FROM fraud_case f
             WHERE f.account_id = \(account) AND f.state = 'cleared' AND f.decided_at > \(tx.now - rest)
            """
        )
        let resting = Set(cleared.flatMap(\.signals).map(\.name))
        return signals.filter { !resting.contains($0) }
    }

    /// Raises a case from a score of 40 on, or adds the signals to the open one; signals that rest are left out already.
    static func raise(
        _ signals: [FraudSignal],
        about account: ID<Account>,
        _ tx: borrowing Tx
    ) throws {
        if let open = try findOpen(about: account, tx) { return try open.add(signals, tx) }
        let score = FraudSignal.score(signals)
        guard score >= limit else { return }
        let (id, tutor) = (tx.newID(of: FraudCase.self), try Tutor.find(of: account, tx)?.id)
        let seen = signals.map { Seen(name: $0, weight: $0.weight, at: tx.now) }
        let inserted = try tx.execute(
            """
            INSERT INTO fraud_case (id, account_id, tutor_id, state, score, signals, actions, created_at, updated_at, version)
            VALUES (\(id), \(account), \(tutor), \(Status.open), \(score), \(json: seen), \(json: [Action]()), \(tx.now),
                    \(tx.now), 1) ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else { return }
        if tutor == nil { try LessonMoney.holdEarnings(of: account, .fraud, tx) }
        try Audit.record(FraudAction.raise, of: kind, id.cast(), by: .system, tx)
        try TutoringNotice.sendToAdministrators(
            .fraudRaised,
            about: (kind, id.cast()),
            ["score": .words(String(score))],
            tx
        )
    }

    private func add(_ more: [FraudSignal], _ tx: borrowing Tx) throws {
        let new = more.filter { signal in !signals.contains { $0.name == signal } }
        guard !new.isEmpty else { return }
        let all = signals + new.map { Seen(name: $0, weight: $0.weight, at: tx.now) }
        try tx.execute(
            """
            UPDATE fraud_case
               SET signals = \(json: all), score = \(FraudSignal.score(all.map(\.name))), updated_at = \(tx.now),
                   version = version + 1
             WHERE id = \(id) AND state = 'open'
            """
        )
    }
}

/// The money that open cases hold.
enum Fraud {
    /// Whether payouts to a tutor wait for a review.
    static func holdsPayouts(of tutor: ID<Tutor>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists("SELECT 1 FROM fraud_case f WHERE f.tutor_id = \(tutor) AND f.state = 'open'")
    }

    /// Whether earnings from a student wait for a review.
    static func holdsEarnings(from student: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 FROM fraud_case f WHERE f.account_id = \(student) AND f.tutor_id IS NULL AND f.state = 'open'
            """
        )
    }
}
