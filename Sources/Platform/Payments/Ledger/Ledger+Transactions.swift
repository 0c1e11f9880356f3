import Kernel
import Store

extension Ledger {
    /// A transaction with its lines, which sum to zero in each currency.
    package struct Transaction: Sendable {
        package let id: ID<Transaction>
        package let kind: String
        /// The thing that was booked: a payment, a refund, a payout.
        package let subject: ID<Subject>
        package let at: Instant
        package private(set) var lines: [BookedLine] = []
    }

    /// A line of a transaction.
    package struct BookedLine: RowDecodable, Sendable {
        fileprivate let transaction: ID<Transaction>
        package let account: String
        /// A debit when positive, a credit when negative.
        package let amount: Money

        package init(_ row: inout Row) throws {
            transaction = try row.next()
            account = try row.next()
            amount = Money(try row.next(), try row.next())
        }
    }

    /// The transactions, newest first; in conditions their row is `t`.
    package static func transactions(
        _ page: PageRequest,
        where conditions: [SQL],
        _ tx: borrowing Tx
    ) throws -> Page<Transaction> {
        let found: Page<Transaction> = try tx.page(
            page,
            "SELECT \(Transaction.columns) FROM ledger_transaction t WHERE \(SQL.all(conditions))",
            order: SortOrder(.descending("at", \.at), .descending("id", \.id))
        )
        let lines: [BookedLine] = try tx.all(
            """
            SELECT e.transaction_id, e.account, e.amount, e.currency FROM ledger_entry e
             WHERE e.transaction_id \(in: found.data.map(\.id)) ORDER BY e.transaction_id, e.position
            """
        )
        let booked = Dictionary(grouping: lines, by: \.transaction)
        return found.map { $0.with(booked[$0.id] ?? []) }
    }

    /// The sums of the lines of transactions, by account and currency; in conditions the transaction is `t`, a line `e`.
    package static func balances(where conditions: [SQL], _ tx: borrowing Tx) throws -> [Balance] {
        try tx.all(
            """
            SELECT e.account, e.currency, \(SQL.sum(of: "e.amount"))
              FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
             WHERE \(SQL.all(conditions)) GROUP BY e.account, e.currency ORDER BY e.account, e.currency
            """
        )
    }
}

extension Ledger.Transaction: Record {
    package static let columns: SQL = "t.id, t.kind, t.subject_id, t.at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        kind = try row.next()
        subject = try row.next()
        at = try row.next()
    }

    fileprivate func with(_ lines: [Ledger.BookedLine]) -> Self {
        var transaction = self
        transaction.lines = lines
        return transaction
    }
}
