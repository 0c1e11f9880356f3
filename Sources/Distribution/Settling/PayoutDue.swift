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

/// What of a company's entries no payout has taken yet.
struct PayoutDue: Sendable {
    let entries: [CompanyEntry]

    var orders: Int { entries.count { $0.kind == .order } }
    var reversals: Int { entries.count { $0.kind == .reversal } }
    var goods: Int64 { entries.reduce(0) { $0 + $1.goods } }
    var commission: Int64 { entries.reduce(0) { $0 + $1.commission } }
    var amount: Int64 { entries.reduce(0) { $0 + $1.amount } }

    /// The orders delivered in the span that are in no payout, and every reversal of an order that is in one, or comes into
    /// this one: what was paid for and taken back is kept from the next payout, whatever its days.
    static func find(of company: ID<Company>, _ span: Range<Instant>, _ tx: borrowing Tx) throws -> PayoutDue
    {
        let orders: [CompanyEntry] = try tx.all(
            """
            SELECT \(CompanyEntry.columns) FROM company_entry e
             WHERE e.company_id = \(company) AND e.kind = 'order' AND e.at >= \(span.lowerBound) AND e.at < \(span.upperBound)
               AND NOT \(isTaken("e.id"))
            """
        )
        let reversals: [CompanyEntry] = try tx.all(
            """
            SELECT \(CompanyEntry.columns) FROM company_entry e
              JOIN company_entry o ON o.order_id = e.order_id AND o.kind = 'order'
             WHERE e.company_id = \(company) AND e.kind = 'reversal' AND NOT \(isTaken("e.id"))
               AND (o.at >= \(span.lowerBound) AND o.at < \(span.upperBound) OR \(isTaken("o.id")))
            """
        )
        return PayoutDue(entries: (orders + reversals).sorted { ($0.at, $0.id) < ($1.at, $1.id) })
    }

    private static func isTaken(_ entry: SQL) -> SQL {
        "EXISTS (SELECT 1 FROM payout_entry p WHERE p.entry_id = \(entry) AND p.released_at IS NULL)"
    }
}

/// What a company is to be paid.
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

    init(_ due: PayoutDue, _ window: PayoutWindow, _ company: ID<Company>) {
        companyId = company
        from = window.from
        to = window.to
        orders = due.orders
        reversals = due.reversals
        goods = due.goods
        commission = due.commission
        self.due = due.amount
        entries = due.entries.map(CompanyEntryView.init)
    }
}
