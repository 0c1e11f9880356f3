import Kernel
import Platform
import Store
import Web

/// The money of some days, as the ledger has it.
struct RevenueView: View {
    /// All of the days.
    var total: RevenueFigures
    /// Each part of the days, in order; empty when they are not divided.
    var groups: [RevenueFigures]

    static func of(
        _ period: FigurePeriod,
        parts: [FigurePeriod],
        _ tx: borrowing Tx
    ) throws -> RevenueView {
        RevenueView(
            total: try RevenueFigures.of(period, tx),
            groups: try parts.map { try RevenueFigures.of($0, tx) }
        )
    }
}

/// Sums of the ledger.
struct RevenueFigures: Codable, Sendable {
    /// The first day.
    var from: CivilDate
    /// The last day.
    var to: CivilDate
    /// Money that students paid for lessons.
    var paid: Figure
    /// Money that went back to them.
    var refunded: Figure
    /// The value of charged lessons and expired units, less the shares that went back.
    var charged: Figure
    /// The platform's commission, without VAT.
    var commission: Figure
    /// The VAT on the commission.
    var vat: Figure
    /// The part of tutors.
    var tutors: Figure
    /// The value of expired units of plans.
    var breakage: Figure
    /// The fees of the payment provider.
    var fees: Figure
    /// Lost chargebacks of charged lessons, and refunds made at the provider by hand.
    var losses: Figure

    static func of(_ period: FigurePeriod, _ tx: borrowing Tx) throws -> RevenueFigures {
        let sums = try LedgerSums.of(period, tx)
        func figure(_ sum: LedgerSums.Sum, _ formula: String) -> Figure {
            Figure(Double(sum.amount), .cents, formula, over: period.window, of: sum.n)
        }
        let earned: Set<String> = [
            Bookkeeping.charge.rawValue, Bookkeeping.packageExpired.rawValue,
            Bookkeeping.backPending.rawValue,
            Bookkeeping.backEarned.rawValue,
        ]
        // The platform books plans under its own names.
        let paid: Set<String> = [Bookkeeping.paid.rawValue, "payment"]
        let back: Set<String> = [
            Bookkeeping.moneyBack.rawValue, Bookkeeping.moneyBounced.rawValue, "refund", "refund_bounced",
            "plan_refund_by_hand",
        ]
        return RevenueFigures(
            from: period.from,
            to: period.to,
            paid: figure(sums.credits("deferred", of: paid), "Credits of `deferred` by payments."),
            refunded: figure(sums.debits("deferred", of: back), "Debits of `deferred` by money back."),
            charged: figure(
                sums.debits("deferred", of: earned),
                "Debits of `deferred` by charges, less shares back."
            ),
            commission: figure(sums.credits("commission", of: earned), "Credits of `commission`."),
            vat: figure(sums.credits("vat", of: earned), "Credits of `vat` by charges, less shares back."),
            tutors: figure(
                sums.credits("tutors", of: earned),
                "Credits of `pending` and `tutor` by charges, less shares back."
            ),
            breakage: figure(sums.credits("breakage"), "Credits of `breakage`."),
            fees: figure(sums.debits("provider_fees"), "Debits of `provider_fees`."),
            losses: figure(sums.debits("bad_debt"), "Debits of `bad_debt`.")
        )
    }
}

/// The lines of the ledger by account and moment; those of single tutors are one account, `tutors`.
private struct LedgerSums {
    private let lines: [Line]

    struct Sum {
        let amount: Int64
        let n: Int
    }

    private struct Line: RowDecodable {
        let kind: String
        let account: String
        let amount: Int64
        let n: Int

        init(_ row: inout Row) throws {
            kind = try row.next()
            account = try row.next()
            amount = try row.next()
            n = try row.next()
        }
    }

    static func of(_ period: FigurePeriod, _ tx: borrowing Tx) throws -> LedgerSums {
        LedgerSums(
            lines: try tx.all(
                """
                SELECT x.kind, CASE WHEN e.account LIKE 'pending:%' OR e.account LIKE 'tutor:%' THEN 'tutors' ELSE e.account END,
                       \(SQL.sum(of: "e.amount")), COUNT(*)
                  FROM ledger_transaction x JOIN ledger_entry e ON e.transaction_id = x.id
                 WHERE x.at >= \(period.start) AND x.at < \(period.end) GROUP BY 1, 2
                """
            )
        )
    }

    /// - Parameter kinds: nil for every moment.
    func debits(_ account: String, of kinds: Set<String>? = nil) -> Sum {
        let chosen = lines.filter { $0.account == account && kinds?.contains($0.kind) ?? true }
        return Sum(amount: chosen.reduce(0) { $0 + $1.amount }, n: chosen.reduce(0) { $0 + $1.n })
    }

    func credits(_ account: String, of kinds: Set<String>? = nil) -> Sum {
        let debits = debits(account, of: kinds)
        return Sum(amount: -debits.amount, n: debits.n)
    }
}
