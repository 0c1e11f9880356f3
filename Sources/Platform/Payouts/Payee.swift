import Kernel
import Store

/// Someone whom the platform owes money and pays, as a payout shows them: a company, a tutor, a provider.
///
/// The product writes an ``Entry`` for each reason why more or less is owed, and books it; a ``Payout`` takes the entries that are
/// due. It is read together with each of its payouts.
package protocol Payee: Record {
    associatedtype Entry: PayeeEntry
    associatedtype Noun

    static var payouts: PayoutPolicy { get }
    var id: ID<Noun> { get }

    /// Writes the entry of a payout that has been paid, which is owed less, or of one that was sent back, which is owed again.
    static func enter(_ payout: Payout<Self>, _ amount: Int64, _ tx: borrowing Tx) throws
    /// Tells connected clients of a payout that was opened, or has moved.
    static func publish(_ payout: Payout<Self>, isNew: Bool, _ tx: borrowing Tx) throws
}

/// A reason why a payee is owed more, or less when its amount is negative: never changed, corrected by another.
///
/// In statements its row is `e`.
package protocol PayeeEntry: Record {
    var id: ID<Self> { get }
    var at: Instant { get }
    var amount: Int64 { get }
    /// Whether it is of a sale: a payout counts them.
    var isSale: Bool { get }
}

/// How a product pays its payees.
package struct PayoutPolicy: Sendable {
    /// The noun in ledger accounts, as `company` in `company:<id>`.
    package let kind: String
    package let permission: Permission
    package let currency: Currency
    /// The days that a sale waits before it is due; a reversal is due at once.
    package let hold: Int
    /// A payout of less is not opened.
    package let minimum: Int64
    package let nothingDue: Problem.Code
    let tables: Tables
    let counter: Counter

    package init(
        to kind: String,
        needs permission: Permission,
        in currency: Currency,
        hold: Int = 0,
        minimum: Int64 = 1,
        refusing nothingDue: Problem.Code,
        tables: Tables,
        counter: Counter
    ) {
        self.kind = kind
        self.permission = permission
        self.currency = currency
        self.hold = hold
        self.minimum = minimum
        self.nothingDue = nothingDue
        self.tables = tables
        self.counter = counter
    }

    /// The tables are the product's own, as its payees, its entries and the rows that these refer to are.
    ///
    /// Payouts are `p` in statements, with `id`, `number`, `from_date`, `to_date`, `amount`, `status`, `status_reason`, `reference`,
    /// `created_at`, `paid_at`, `updated_at` and `version`; entries are `e`, with `id`, `amount`, `at` and `payout_id`. A
    /// payout takes an entry by a row of `payout_id`, `entry_id` and `released_at`, and an entry has one row that is not released.
    package struct Tables: Sendable {
        let payouts: SQL
        /// Joined to the payouts.
        let payees: SQL
        let entries: SQL
        let taken: SQL
        /// The column of payouts and of entries that says whose they are.
        let payee: SQL
        /// The column of payouts that counts their sales.
        let sales: SQL

        package init(
            payouts: SQL = "payout",
            payees: SQL,
            entries: SQL,
            taken: SQL = "payout_entry",
            payee: SQL,
            sales: SQL
        ) {
            self.payouts = payouts
            self.payees = payees
            self.entries = entries
            self.taken = taken
            self.payee = payee
            self.sales = sales
        }
    }
}
