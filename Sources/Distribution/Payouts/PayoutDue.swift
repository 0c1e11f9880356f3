import Kernel
import Platform
import Store
import Web

/// Days in Baghdad, both of them within: the orders that were delivered on them.
struct PayoutWindow: Query {
    var from: CivilDate
    var to: CivilDate

    static let longest = 366

    /// The moments of these days; refused when they are out of order, too many, or not yet begun.
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

    /// The orders delivered in the span that are in no payout, and every reversal of an order that is in one, or comes into
    /// this one: what was paid for and taken back is kept from the next payout, whatever its days.
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

/// The amount that is due to a company, with its entries.
struct PayoutDueView: View {
    var companyId: ID<Company>
    var from: CivilDate
    var to: CivilDate
    var orders: Int
    var reversals: Int
    var goods: Int64
    var commission: Int64
    /// Goods less commission; negative when more was taken back than delivered.
    var due: Int64
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
