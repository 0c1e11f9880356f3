import Kernel
import Platform
import Store

/// The last look at a purchase before it is opened: one that is too likely to be a fraud is refused.
enum PurchaseRisk {
    /// The score from which a purchase is refused.
    static let limit = 70

    /// Throws ``FraudRefused`` from the limit on; `watching` makes the refusal and the suspicion of it.
    static func check(_ draft: PurchaseDraft, as call: Call, _ tx: borrowing Tx) throws {
        let facts = try FraudFacts.of(student: draft.student, draft: draft, tx)
        let signals = try FraudCase.awake(facts.signals, about: draft.student, tx)
        guard FraudSignal.score(signals) < limit else {
            throw FraudRefused(student: draft.student, signals: signals)
        }
        if !signals.isEmpty { try FraudCase.raise(signals, about: draft.student, tx) }
    }

    /// A refused purchase is undone, but the suspicion stays.
    static func watching<Result: Sendable>(
        _ call: Call,
        _ purchase: @escaping @Sendable (borrowing Tx) throws -> Result
    ) async throws -> Result {
        do {
            return try await call.db.write { tx in try purchase(tx) }
        } catch let refused as FraudRefused {
            try await call.db.write { tx in
                try FraudCase.raise(refused.signals, about: refused.student, tx)
            }
            throw Problem(.fraudRefused)
        }
    }
}

/// A purchase with a score of 70 or more.
struct FraudRefused: Error {
    let student: ID<Account>
    let signals: [FraudSignal]
}
