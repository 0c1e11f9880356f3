import Kernel
import Platform
import Store

/// The earnings of a provider, by the place where the money is now.
///
/// The balance is what is held, due and in open payouts, together.
struct Earnings: Sendable {
    let balance: Int64
    /// The provider's part of what is in escrow for jobs that are not over.
    let escrowed: Int64
    let held: Int64
    let heldUntil: Instant?
    /// Negative when reductions exceed the earnings after their hold.
    let due: Int64
    let inPayouts: Int64

    static func now(of provider: ID<Provider>, _ tx: borrowing Tx) throws -> Earnings {
        let due = try ProviderPayouts.due(to: provider, tx).amount
        let balance = try ProviderDebt.balance(of: provider, tx)
        let inPayouts: Int64 =
            try tx.value(
                """
                SELECT \(SQL.sum(of: "p.amount")) FROM payout p
                 WHERE p.provider_id = \(provider) AND p.status IN ('pending', 'approved')
                """
            ) ?? 0
        return Earnings(
            balance: balance,
            escrowed: try escrowed(for: provider, tx),
            held: balance - due - inPayouts,
            heldUntil: try endOfHold(for: provider, tx),
            due: due,
            inPayouts: inPayouts
        )
    }

    private static func escrowed(for provider: ID<Provider>, _ tx: borrowing Tx) throws -> Int64 {
        let escrows: [Escrow] = try tx.all(
            """
            SELECT \(Escrow.columns) FROM escrow e JOIN market_job j ON j.id = e.job_id
             WHERE e.provider_id = \(provider) AND e.held > 0
               AND j.state IN ('funded', 'underway', 'delivered', 'rework', 'disputed')
            """
        )
        return try escrows.reduce(0) { sum, escrow in
            var released = escrow
            return try sum + released.release(max(0, escrow.held - escrow.ordered(tx))).payee
        }
    }

    /// When the next of what is held becomes due; nil when all of it waits for a dispute, or nothing is held.
    private static func endOfHold(for provider: ID<Provider>, _ tx: borrowing Tx) throws -> Instant? {
        let hold = try Policies.duration(.payoutHoldDays, at: tx.now, tx)
        let first = try tx.first(
            """
            SELECT e.at FROM payee_entry e
             WHERE e.provider_id = \(provider) AND e.amount > 0 AND e.payout_id IS NULL AND e.at >= \(tx.now - hold)
               AND e.kind <> 'write_off' AND NOT (\(ProviderPayouts.isFrozen("e.job_id"))) ORDER BY e.at LIMIT 1
            """,
            as: Moment.self
        )
        return first.map { $0.at + hold }
    }

    private struct Moment: RowDecodable {
        let at: Instant

        init(_ row: inout Row) throws { at = try row.next() }
    }
}

/// The earnings of one month.
struct EarningsMonth: Codable, Sendable, Equatable {
    /// As `2026-11`.
    var month: String
    /// Completed jobs and fees of late cancellations, less commissions, in cents.
    var earnedMinor: Int64
    /// Refunds, chargebacks and office bookings, in cents; negative or 0.
    var reducedMinor: Int64
    /// Paid payouts less returned ones, in cents.
    var paidOutMinor: Int64

    /// By month, oldest first; months without an entry are missing.
    static func of(_ entries: [ProviderEntry], in zone: Zone) -> [EarningsMonth] {
        let months = Dictionary(grouping: entries) { entry in
            String(zone.civil(entry.at).date.description.prefix(7))
        }
        return months.sorted { $0.key < $1.key }.map { month, entries in
            func sum(_ isCounted: (ProviderEntry) -> Bool) -> Int64 {
                entries.filter(isCounted).reduce(0) { $0 + $1.amount }
            }
            return EarningsMonth(
                month: month,
                earnedMinor: sum(\.isSale),
                reducedMinor: sum { !$0.isSale && !$0.isTransfer },
                paidOutMinor: -sum(\.isTransfer)
            )
        }
    }
}

extension ProviderEntry {
    /// Whether it is of a payout, and no change of what was earned.
    var isTransfer: Bool { kind == .payout || kind == .payoutReturned }
}
