import Kernel
import Store

/// A recipient of payouts, as a payout shows it: a company, a tutor, a provider.
///
/// The product writes and books an ``Entry`` for each change of the debt; a ``Payout`` takes the entries that are due.
/// A payee is read together with each of its payouts.
package protocol Payee: Record {
    associatedtype Entry: PayeeEntry
    associatedtype Noun

    static var payouts: PayoutPolicy { get }
    var id: ID<Noun> { get }

    /// Writes the entry of a paid payout, which reduces the debt, or of a returned one, which restores it.
    static func enter(_ payout: Payout<Self>, _ amount: Int64, _ tx: borrowing Tx) throws
    /// Informs connected clients of a new or changed payout.
    static func publish(_ payout: Payout<Self>, isNew: Bool, _ tx: borrowing Tx) throws
}

/// A change of the debt to a payee, negative for a reduction: never changed, corrected by another entry.
///
/// In statements its row is `e`.
package protocol PayeeEntry: Record {
    var id: ID<Self> { get }
    var at: Instant { get }
    var amount: Int64 { get }
    /// Whether the entry is of a sale; a payout counts its sales.
    var isSale: Bool { get }
}

/// A product's rules for payouts.
package struct PayoutPolicy: Sendable {
    /// The noun in ledger accounts, such as `company` in `company:<id>`.
    package let kind: String
    package let permission: Permission
    package let currency: Currency
    /// The days that a sale waits before it is due; a reversal is due at once.
    package let hold: Int
    /// The smallest amount of a payout.
    package let minimum: Int64
    package let nothingDue: Problem.Code
    let carrier: PayoutCarrier
    let tables: Tables
    let counter: Counter

    package init(
        to kind: String,
        needs permission: Permission,
        in currency: Currency,
        hold: Int = 0,
        minimum: Int64 = 1,
        refusing nothingDue: Problem.Code,
        by carrier: PayoutCarrier = .anyone,
        tables: Tables,
        counter: Counter
    ) {
        self.kind = kind
        self.permission = permission
        self.currency = currency
        self.hold = hold
        self.minimum = minimum
        self.nothingDue = nothingDue
        self.carrier = carrier
        self.tables = tables
        self.counter = counter
    }

    /// The product's own tables of payouts, payees and entries.
    ///
    /// Payouts are `p` in statements, with `id`, `number`, `from_date`, `to_date`, `amount`, `status`, `status_reason`,
    /// `reference`, `created_at`, `paid_at`, `updated_at` and `version`; entries are `e`, with `id`, `amount`, `at` and
    /// `payout_id`. A payout takes an entry by a row of `payout_id`, `entry_id` and `released_at`, and an entry has at
    /// most one row without `released_at`.
    package struct Tables: Sendable {
        let payouts: SQL
        /// The SQL that joins payees to payouts.
        let payees: SQL
        let entries: SQL
        let taken: SQL
        /// The column of payouts and entries with their payee.
        let payee: SQL
        /// The column of payouts with the number of their sales.
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
