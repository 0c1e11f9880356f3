import Kernel
import Platform
import Store

/// The business that must end before an account changes sides or goes: jobs that are not over, and a balance that is not zero.
enum OpenBusiness {
    /// Whether the account has a job that is not over, on either side, or a balance as a provider.
    static func isOpen(of account: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 FROM market_job j
             WHERE j.over_at IS NULL
               AND (j.customer_id = \(account)
                    OR j.provider_id IN (SELECT r.id FROM provider r WHERE r.account_id = \(account)))
            """
        )
            || tx.exists(
                """
                SELECT 1 FROM payee_entry e JOIN provider r ON r.id = e.provider_id
                 WHERE r.account_id = \(account) GROUP BY r.id HAVING SUM(e.amount) <> 0
                """
            )
    }

    static func check(_ account: ID<Account>, _ tx: borrowing Tx) throws {
        if try isOpen(of: account, tx) { throw Problem(.openBusiness) }
    }
}
