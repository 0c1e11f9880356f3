import Kernel
import Platform
import Store

/// The debts of providers after refunds and chargebacks of jobs that they were paid for.
enum ProviderDebt {
    /// A greater debt that stands for ``patience`` makes a provider inactive.
    static let limit: Int64 = 20_000
    static let patience = Duration.days(30)
    /// A debt that stood for longer can be written off.
    static let age = Duration.days(90)

    /// The platform's debt to the provider; negative when the provider owes.
    static func balance(of provider: ID<Provider>, _ tx: borrowing Tx) throws -> Int64 {
        try tx.value(
            "SELECT \(SQL.sum(of: "e.amount")) FROM payee_entry e WHERE e.provider_id = \(provider)"
        ) ?? 0
    }

    /// The debt that the provider had at every moment of a period up to now; 0 when there was none at some moment.
    static func standing(
        of provider: ID<Provider>,
        for period: Duration,
        _ tx: borrowing Tx
    ) throws -> Int64 {
        // Back from now to the start of the period.
        var balance = try balance(of: provider, tx)
        var greatest = balance
        for entry in try entries(of: provider, within: period, tx) {
            balance -= entry.amount
            greatest = max(greatest, balance)
        }
        return max(0, -greatest)
    }

    /// The part of the debt that is older than a period: earnings since then have paid the oldest part first.
    static func aged(
        of provider: ID<Provider>,
        beyond period: Duration,
        _ tx: borrowing Tx
    ) throws -> Int64 {
        let later = try entries(of: provider, within: period, tx)
        let former = try balance(of: provider, tx) - later.reduce(0) { $0 + $1.amount }
        let paid = later.reduce(0) { $0 + max(0, $1.amount) }
        return max(0, -former - paid)
    }

    /// Newest first.
    private static func entries(
        of provider: ID<Provider>,
        within period: Duration,
        _ tx: borrowing Tx
    ) throws -> [ProviderEntry] {
        try tx.all(
            """
            SELECT \(ProviderEntry.columns) FROM payee_entry e
             WHERE e.provider_id = \(provider) AND e.at > \(tx.now - period) ORDER BY e.at DESC, e.id DESC
            """
        )
    }

    /// The providers who owe more than an amount now, of those with a status.
    static func debtors(
        owingMoreThan amount: Int64,
        whose condition: SQL = "TRUE",
        _ tx: borrowing Tx
    ) throws -> [ID<Provider>] {
        try tx.values(
            """
            SELECT e.provider_id FROM payee_entry e JOIN provider v ON v.id = e.provider_id
             WHERE \(condition) GROUP BY e.provider_id HAVING \(SQL.sum(of: "e.amount")) < \(-amount) ORDER BY e.provider_id
            """,
            as: ID<Provider>.self
        )
    }
}

/// Makes providers inactive who have owed too much for too long.
struct HaltDebtors: BackgroundJob {
    static let kind = "marketplace.halt_debtors"
    static let policy = JobPolicy(queue: .maintenance)

    func run(_ call: JobCall) async throws -> JobOutcome {
        let debtors = try await call.db.read { tx in
            try ProviderDebt.debtors(owingMoreThan: ProviderDebt.limit, whose: "v.status = 'active'", tx)
        }
        for id in debtors {
            try await call.db.write { tx in
                let debt = try ProviderDebt.standing(of: id, for: ProviderDebt.patience, tx)
                guard debt > ProviderDebt.limit else { return }
                let provider = try Provider.find(id, tx)
                _ = try provider.halted(by: .system, because: "debt", as: call.acting(), tx)
            }
        }
        return .done
    }
}
