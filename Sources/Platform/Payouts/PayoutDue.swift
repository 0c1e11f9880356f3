import Kernel
import Store

/// The entries of a payee that are due and in no payout.
package struct PayoutDue<P: Payee>: Sendable {
    /// Oldest first.
    package let entries: [P.Entry]

    package var sales: Int { entries.count(where: \.isSale) }
    /// Negative when reversals exceed the sales.
    package var amount: Int64 { entries.reduce(0) { $0 + $1.amount } }

    /// The sales after their waiting period, and all reversals.
    package static func find(of payee: ID<P.Noun>, _ tx: borrowing Tx) throws -> PayoutDue {
        let end = tx.now - .days(P.payouts.hold)
        return try find(of: payee, where: ["e.amount > 0 AND e.at < \(end)", "e.amount <= 0"], tx)
    }

    /// The entries for conditions that exclude each other: each is a query of its own, with its own index.
    package static func find(
        of payee: ID<P.Noun>,
        where conditions: [SQL],
        _ tx: borrowing Tx
    ) throws -> PayoutDue {
        let tables = P.payouts.tables
        var entries: [P.Entry] = []
        for condition in conditions {
            entries += try tx.all(
                """
                SELECT \(P.Entry.columns) FROM \(tables.entries) e
                 WHERE e.\(tables.payee) = \(payee) AND e.payout_id IS NULL AND (\(condition)) AND NOT \(isTaken("e.id"))
                """
            )
        }
        return PayoutDue(entries: entries.sorted { ($0.at, $0.id) < ($1.at, $1.id) })
    }

    /// Whether the entry is in a payout that was neither cancelled nor returned.
    package static func isTaken(_ entry: SQL) -> SQL {
        "EXISTS (SELECT 1 FROM \(P.payouts.tables.taken) t WHERE t.entry_id = \(entry) AND t.released_at IS NULL)"
    }
}
