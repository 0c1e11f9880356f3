import Kernel
import Platform
import Store
import Web

/// A range of days in Baghdad; the payout covers the orders delivered on them.
struct PayoutWindow: Query {
    /// First day of the range, included.
    var from: CivilDate
    /// Last day of the range, included; at most 366 days in all, and not in the future.
    var to: CivilDate

    static let longest = 366

    /// The moments of these days; refused when they are out of order, too many, or in the future.
    func span(
        in zone: Kernel.Zone,
        today now: Instant,
        at pointer: String = "query"
    ) throws(Problem) -> Range<Instant> {
        var faults: [Problem.Fault] = []
        if to < from || to - from >= Self.longest { faults.append(.init("\(pointer)/from", .notAWindow)) }
        if to > zone.civil(now).date { faults.append(.init("\(pointer)/to", .dayToCome)) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return zone.instant(of: from, at: .midnight)..<zone.instant(of: to + 1, at: .midnight)
    }
}

extension PayoutDue<PaidCompany> {
    var reversals: Int { entries.count { $0.kind == .reversal } }
    var goods: Int64 { entries.reduce(0) { $0 + $1.goods } }
    var commission: Int64 { entries.reduce(0) { $0 + $1.commission } }

    /// The entries that a payout for the days would contain.
    ///
    /// These are the orders delivered on those days that are in no payout yet, and every reversal of an order that is
    /// in one or comes into this one: a refund of paid goods reduces the next payout, whatever its days.
    static func find(of company: ID<Company>, _ span: Range<Instant>, _ tx: borrowing Tx) throws -> PayoutDue
    {
        func isWithin(_ instant: SQL) -> SQL {
            "\(instant) >= \(span.lowerBound) AND \(instant) < \(span.upperBound)"
        }
        let isOfOrder: SQL =
            """
            EXISTS (SELECT 1 FROM company_entry o
                     WHERE o.order_id = e.order_id AND o.kind = 'order' AND (\(isWithin("o.at")) OR \(isTaken("o.id"))))
            """
        return try find(
            of: company,
            where: ["e.kind = 'order' AND \(isWithin("e.at"))", "e.kind = 'reversal' AND \(isOfOrder)"],
            tx
        )
    }
}

/// The amount due to a company for a range of days, with its entries.
struct PayoutDueView: View {
    var companyId: ID<Company>
    /// First day of the range in Baghdad, included.
    var from: CivilDate
    /// Last day of the range in Baghdad, included.
    var to: CivilDate
    /// Number of delivered orders in the amount.
    var orders: Int
    /// Number of returns in the amount.
    var reversals: Int
    /// Price of the goods less returns, in Iraqi dinars.
    var goods: Int64
    /// The platform's share less returns, in Iraqi dinars.
    var commission: Int64
    /// Goods less commission, in Iraqi dinars; negative when returns exceed deliveries.
    var due: Int64
    /// The entries that make up the amount.
    var entries: [CompanyEntryView]

    init(_ due: PayoutDue<PaidCompany>, _ window: PayoutWindow, _ company: ID<Company>) {
        companyId = company
        from = window.from
        to = window.to
        orders = due.sales
        reversals = due.reversals
        goods = due.goods
        commission = due.commission
        self.due = due.amount
        entries = due.entries.map(CompanyEntryView.init)
    }
}
