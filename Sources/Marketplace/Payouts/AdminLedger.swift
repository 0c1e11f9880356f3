import Kernel
import Platform
import Store
import Web

/// The ledger, for administrators.
enum AdminLedger {
    static let routes = rows.tagged("Administration")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Get("/admin/ledger", show, .ledgerRead, "Read the ledger",
            details: "Debits are positive. The balances are those at the end of `until`, of all transactions that the other conditions select, whatever `from` says; with `account` only of that account. Transactions have all their lines, newest first.")
    }

    static func show(
        _ call: Call,
        filter: LedgerFilter,
        page: PageRequest
    ) async throws -> HeadedPage<LedgerBalances, LedgerTransactionView> {
        let zone = call.site.product.zone
        let start = filter.from.map { zone.instant(of: $0, at: .midnight) }
        let end = filter.until.map { zone.instant(of: $0 + 1, at: .midnight) }
        let selected = filter.conditions + [end.map { "t.at < \($0)" }].compactMap(\.self)
        return try await call.db.read { tx in
            let account = filter.account.map { "e.account = \($0.rawValue)" as SQL }
            let balances = try Ledger.balances(where: selected + [account].compactMap(\.self), tx)
            let since = start.map { "t.at >= \($0)" as SQL }
            let transactions = try Ledger.transactions(page, where: selected + [since].compactMap(\.self), tx)
            return HeadedPage(LedgerBalances(balances), transactions.map(LedgerTransactionView.init))
        }
    }
}

/// A part of the ledger; all conditions apply together.
struct LedgerFilter: Query {
    /// Transactions with a line on this account, such as `escrow` or `gateway:paypal`.
    var account: Line<1, 100>?
    /// Transactions about the money of this job.
    var jobId: ID<Job>?
    /// Transactions with a line on this provider's account.
    var providerId: ID<Provider>?
    /// The first day of the transactions.
    var from: CivilDate?
    /// The last day of the transactions.
    var until: CivilDate?

    var conditions: [SQL] {
        [
            account.map { Self.touches($0.rawValue) },
            jobId.map { "t.subject_id IN (\(Self.subjects(of: $0)))" },
            providerId.map { Self.touches(Ledger.Account.payee($0).code) },
        ].compactMap(\.self)
    }

    private static func touches(_ account: String) -> SQL {
        "EXISTS (SELECT 1 FROM ledger_entry l WHERE l.transaction_id = t.id AND l.account = \(account))"
    }

    /// The subjects of transactions about a job: its awards, their payments, refunds and chargebacks, and the provider's entries.
    private static func subjects(of job: ID<Job>) -> SQL {
        """
        SELECT a.id FROM award a WHERE a.job_id = \(job)
        UNION SELECT c.id FROM charge c JOIN award a ON a.id = c.subject_id WHERE a.job_id = \(job)
        UNION SELECT r.id FROM charge_refund r JOIN charge c ON c.id = r.charge_id JOIN award a ON a.id = c.subject_id
               WHERE a.job_id = \(job)
        UNION SELECT b.id FROM chargeback b JOIN charge c ON c.id = b.charge_id JOIN award a ON a.id = c.subject_id
               WHERE a.job_id = \(job)
        UNION SELECT f.id FROM refund_request f WHERE f.job_id = \(job)
        UNION SELECT e.subject_id FROM payee_entry e WHERE e.job_id = \(job)
        """
    }
}

/// The balances of accounts.
struct LedgerBalances: View {
    /// By account.
    var balances: [LedgerBalance]

    init(_ balances: [Ledger.Balance]) {
        self.balances = balances.map { LedgerBalance(account: $0.account, balance: $0.balance) }
    }
}

/// The balance of one account in one currency.
struct LedgerBalance: Codable, Sendable {
    /// As `escrow`, `gateway:stripe` or `payee:` with the provider's id.
    var account: String
    /// Debits less credits.
    var balance: Money
}

/// A transaction; its lines sum to zero.
struct LedgerTransactionView: View {
    var id: ID<Ledger.Transaction>
    /// The kind of the move, such as `capture` or `payout_paid`.
    var kind: String
    /// The subject: a payment, an award, a refund, a chargeback, a payout.
    var subjectId: ID<Subject>
    /// When it was booked.
    var at: Instant
    var lines: [LedgerLineView]

    init(_ transaction: Ledger.Transaction) {
        id = transaction.id
        kind = transaction.kind
        subjectId = transaction.subject
        at = transaction.at
        lines = transaction.lines.map { LedgerLineView(account: $0.account, amount: $0.amount) }
    }
}

/// A line of a transaction.
struct LedgerLineView: Codable, Sendable {
    /// The account of the ledger that is moved, such as `escrow` or `gateway:stripe`.
    var account: String
    /// A debit when positive, a credit when negative.
    var amount: Money
}
