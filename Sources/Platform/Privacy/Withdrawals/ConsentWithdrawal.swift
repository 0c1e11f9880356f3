import Kernel
import Store

/// Data that is erased when people withdraw a consent and do not give it again in time.
package struct ConsentWithdrawal: Sendable {
    package let purpose: Consent.Purpose
    /// How long the data waits for another consent.
    package let wait: Duration
    /// Whether the account in that column still has such data, as a condition.
    package let remains: @Sendable (_ account: SQL) -> SQL
    /// Run in order, in one transaction.
    package let steps: @Sendable (ID<Account>, Instant) -> [SQL]

    /// `remains` must be false after `steps`, or every night does them again.
    package init(
        of purpose: Consent.Purpose,
        after wait: Duration = .days(30),
        whileThereIs remains: @escaping @Sendable (_ account: SQL) -> SQL,
        erases steps: @escaping @Sendable (ID<Account>, Instant) -> [SQL]
    ) {
        self.purpose = purpose
        self.wait = wait
        self.remains = remains
        self.steps = steps
    }
}

/// All data that depends on one purpose, from every feature that has some.
struct WithdrawnPurpose: Sendable {
    let purpose: Consent.Purpose
    let parts: [ConsentWithdrawal]

    private static let batch = 100

    static func all(of product: ProductDefinition) -> [WithdrawnPurpose] {
        product.policies.purposes.compactMap { purpose in
            let parts = product.withdrawals.filter { $0.purpose == purpose }
            return parts.isEmpty ? nil : WithdrawnPurpose(purpose: purpose, parts: parts)
        }
    }

    /// The accounts with data that is due: a second withdrawal does not prolong the wait, and a legal hold keeps the data.
    func due(_ tx: borrowing Tx) throws -> [ID<Account>] {
        let wait = parts.map(\.wait).max() ?? .zero
        let remains = parts.dropFirst().reduce(parts[0].remains("c.account_id")) {
            "\($0) OR \($1.remains("c.account_id"))"
        }
        return try tx.values(
            """
            SELECT DISTINCT c.account_id FROM policy_consent c
             WHERE c.purpose = \(purpose) AND NOT c.is_granted AND c.given_at <= \(tx.now - wait)
               AND NOT EXISTS (SELECT 1 FROM policy_consent n
                                WHERE n.account_id = c.account_id AND n.purpose = c.purpose AND n.is_granted
                                  AND (n.given_at > c.given_at OR (n.given_at = c.given_at AND n.id > c.id)))
               AND (\(remains)) AND NOT \(LegalHold.covers("c.account_id"))
             ORDER BY c.account_id LIMIT \(Self.batch)
            """
        )
    }

    func erase(_ account: ID<Account>, _ tx: borrowing Tx) throws {
        for part in parts {
            for step in part.steps(account, tx.now) { try tx.execute(step) }
        }
        try Audit.record(
            WithdrawalAction.erase,
            of: Account.kind,
            account.cast(),
            by: .system,
            details: ["purpose": .string(purpose.rawValue)],
            tx
        )
    }
}

enum WithdrawalAction: String, AuditAction {
    case erase = "consent.erase_withdrawn"
}
