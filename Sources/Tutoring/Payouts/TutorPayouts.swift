import Kernel
import Platform
import Store

/// The rules by which tutors are paid out.
enum TutorPayouts {
    /// Why a tutor gets no payout now; the entries wait.
    enum Skip: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The entries sum to less than the smallest payout.
        case belowMinimum = "below_minimum"
        /// The account at the payment provider is not ready.
        case accountNotReady = "account_not_ready"
        /// The tutor is under review.
        case fraudHold = "fraud_hold"
        /// Returns exceed the earnings.
        case negative
        /// The tutor is suspended.
        case suspended
        /// The server failed; a job tries it again, and the amount is not known here.
        case error
    }

    /// The due entries of a tutor, and the reason why they are not paid out, if there is one.
    struct Verdict: Sendable {
        let due: PayoutDue<PaidTutor>
        /// Nil for a payout.
        let skip: Skip?
        /// The account at the provider; nil before it is opened.
        let destination: String?
    }

    /// The entries that no payout has taken, also negative ones; held ones wait.
    static let isDue: SQL = "e.booked = 'tutor' AND NOT e.is_held"

    /// The tutors with something due, by identity.
    static func candidates(_ tx: borrowing Tx) throws -> [ID<Tutor>] {
        try tx.values(
            """
            SELECT DISTINCT e.tutor_id FROM tutor_entry e
             WHERE \(isDue) AND e.payout_id IS NULL AND NOT \(PayoutDue<PaidTutor>.isTaken("e.id")) ORDER BY e.tutor_id
            """
        )
    }

    static func verdict(on tutor: Tutor, _ tx: borrowing Tx) throws -> Verdict {
        let due = try PayoutDue<PaidTutor>.find(of: tutor.id, where: [isDue], tx)
        let account = try ConnectedAccount.find(of: tutor.account, tx)
        return Verdict(
            due: due,
            skip: try skip(tutor, due.amount, account, tx),
            destination: account?.reference
        )
    }

    private static func skip(
        _ tutor: Tutor,
        _ amount: Int64,
        _ account: ConnectedAccount?,
        _ tx: borrowing Tx
    ) throws -> Skip? {
        if amount < 0 { return .negative }
        if try amount < Policies.value(.payoutMinimumCents, at: tx.now, tx) { return .belowMinimum }
        if tutor.suspendedAt != nil { return .suspended }
        if try Fraud.holdsPayouts(of: tutor.id, tx) { return .fraudHold }
        return account?.isReady == true ? nil : .accountNotReady
    }

    /// Opens a payout of everything that is due and orders its transfer; the answer says why there is none.
    static func open(to id: ID<Tutor>, by actor: Actor, _ tx: borrowing Tx) throws -> Outcome {
        let tutor = try Tutor.locked(id, tx)
        let verdict = try verdict(on: tutor, tx)
        guard verdict.skip == nil, let destination = verdict.destination else {
            return Outcome(payout: nil, skip: verdict.skip ?? .accountNotReady, amount: verdict.due.amount)
        }
        let days = verdict.due.entries.map { Zone.rome.civil($0.at).date }
        let today = Zone.rome.civil(tx.now).date
        let payout = try TutorPayout.open(
            verdict.due,
            to: id,
            from: days.min() ?? today,
            to: days.max() ?? today,
            by: actor,
            tx
        )
        try PayeeTransfer.open(Money(payout.amount, .euro), to: destination, for: payout.id.cast(), tx)
        return Outcome(payout: payout.id, skip: nil, amount: payout.amount)
    }

    /// A payout, or the reason why there is none.
    struct Outcome: Sendable {
        let payout: ID<TutorPayout>?
        let skip: Skip?
        /// In cents; negative for a tutor who owes.
        let amount: Int64
    }
}

extension Tutor {
    /// The tutor, whom no other transaction pays out until this one ends.
    fileprivate static func locked(_ id: ID<Tutor>, _ tx: borrowing Tx) throws -> Tutor {
        try tx.one(
            "SELECT \(columns) FROM tutor t WHERE t.id = \(id) \(pg: "FOR NO KEY UPDATE", sqlite: "")"
        )
    }
}
