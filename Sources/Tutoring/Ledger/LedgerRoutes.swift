import Kernel
import Platform
import Store
import Web

/// The balances of the ledger, with proofs that they agree with the rows they stand for.
enum LedgerRoutes {
    static let routes = rows.tagged("Administration")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Get("/admin/ledger/balances", show, .ledgerRead, "Read the balances of the ledger", details: "Debits are positive. `checks` says whether all accounts sum to zero, and whether the debts to students and tutors are those of their credits and entries.")
    }

    static func show(_ call: Call) async throws -> LedgerBalances {
        try await call.db.read { tx in
            let balances = try Ledger.balances(tx)
            return LedgerBalances(balances, checks: try LedgerCheck.all(of: balances, tx))
        }
    }
}

/// The balances of all accounts.
struct LedgerBalances: View {
    /// By account.
    var data: [LedgerBalance]
    /// The proofs, each of the whole ledger.
    var checks: [LedgerCheck]

    init(_ balances: [Ledger.Balance], checks: [LedgerCheck]) {
        data = balances.map { LedgerBalance(account: $0.account, balanceMinor: $0.balance.amountMinor) }
        self.checks = checks
    }
}

/// The balance of an account.
struct LedgerBalance: Codable, Sendable {
    /// As `deferred`, or `tutor:` with the tutor's id.
    var account: String
    /// Debits less credits, in cents.
    var balanceMinor: Int64
}
