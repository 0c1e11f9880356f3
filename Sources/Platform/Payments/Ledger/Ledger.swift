import Kernel
import Store

/// The double-entry ledger of revenue, refunds and the provider's fees.
///
/// A transaction has lines that sum to zero in each currency, debits positive; the database enforces that, and that no
/// line ever changes. Each kind and subject has one transaction, so that nothing is booked twice.
package enum Ledger {
    package struct Account: Hashable, Sendable {
        package let code: String
        package let kind: Kind

        package enum Kind: String, Sendable { case asset, liability, income, expense }

        package init(_ code: String, _ kind: Kind) {
            self.code = code
            self.kind = kind
        }

        /// The balance at the provider.
        package static let provider = Account("provider", .asset)
        package static let revenue = Account("revenue", .income)
        /// Refunds, kept apart from the revenue that they reduce.
        package static let refunds = Account("refunds", .income)
        package static let fees = Account("provider_fees", .expense)
        /// The bank account for payouts.
        package static let bank = Account("bank", .asset)

        /// The debt to one payee of a kind, such as `company:<id>`.
        package static func owed<Noun>(to kind: String, _ id: ID<Noun>) -> Account {
            Account("\(kind):\(id)", .liability)
        }
    }

    package struct Line: Sendable {
        package let account: Account
        /// A debit when positive, a credit when negative.
        package let amount: Money

        package init(_ account: Account, _ amount: Money) {
            self.account = account
            self.amount = amount
        }
    }

    /// Books the lines with an amount other than zero; false when there are none, or when the transaction exists.
    @discardableResult
    package static func book(
        _ kind: String,
        of subject: ID<Subject>,
        _ lines: [Line],
        _ tx: borrowing Tx
    ) throws -> Bool {
        let lines = lines.filter { $0.amount.amountMinor != 0 }
        guard !lines.isEmpty else { return false }
        let id = tx.newID(of: Ledger.self)
        let opened = try tx.execute(
            """
            INSERT INTO ledger_transaction (id, kind, subject_id, at) VALUES (\(id), \(kind), \(subject), \(tx.now))
            ON CONFLICT (kind, subject_id) DO NOTHING
            """
        )
        guard opened == 1 else { return false }
        for (index, line) in lines.enumerated() {
            try open(line.account, tx)
            try tx.execute(
                """
                INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency)
                VALUES (\(id), \(index + 1), \(lines.count), \(line.account.code), \(line.amount.amountMinor),
                        \(line.amount.currency))
                """
            )
        }
        return true
    }

    /// Moves an amount: credits the first account, debits the second.
    static func move(
        _ amount: Money,
        from: Account,
        to: Account,
        as kind: String,
        of subject: ID<Subject>,
        _ tx: borrowing Tx
    ) throws {
        let credit = Money(-amount.amountMinor, amount.currency)
        try book(kind, of: subject, [Line(to, amount), Line(from, credit)], tx)
    }

    private static func open(_ account: Account, _ tx: borrowing Tx) throws {
        guard !(try tx.exists("SELECT 1 FROM ledger_account WHERE code = \(account.code)")) else { return }
        try tx.execute(
            """
            INSERT INTO ledger_account (code, kind) VALUES (\(account.code), \(account.kind.rawValue))
            ON CONFLICT (code) DO NOTHING
            """
        )
    }

    /// The balances of an account by currency, debits minus credits.
    package static func balances(of account: Account, _ tx: borrowing Tx) throws -> [Money] {
        try balances(where: "account = \(account.code)", tx).map(\.balance)
    }

    package static func balances(_ tx: borrowing Tx) throws -> [Balance] {
        try balances(where: "TRUE", tx)
    }

    /// The platform's debt to the account's holder; negative after an overpayment.
    package static func owed(
        on account: Account,
        in currency: Currency,
        _ tx: borrowing Tx
    ) throws -> Int64 {
        let balance = try balances(of: account, tx).first { $0.currency == currency }
        return -(balance?.amountMinor ?? 0)
    }

    private static func balances(where condition: SQL, _ tx: borrowing Tx) throws -> [Balance] {
        try tx.all(
            """
            SELECT account, currency, \(SQL.sum(of: "amount")) FROM ledger_entry WHERE \(condition)
             GROUP BY account, currency ORDER BY account, currency
            """
        )
    }

    package struct Balance: RowDecodable {
        package let account: String
        package let balance: Money

        package init(_ row: inout Row) throws {
            account = try row.next()
            let currency: Currency = try row.next()
            balance = Money(try row.next(), currency)
        }
    }
}
