import Kernel
import Platform
import Store

extension Settlement: Record, Scoped {
    static let columns: SQL =
        """
        s.id, s.number, s.company_id, s.from_date, s.to_date, s.orders, s.goods, s.commission, s.delivery_fees, s.opening,
        s.earned, s.reversed, s.paid, s.returned, s.status, s.status_reason, s.created_at, s.updated_at, s.version, c.name
        """

    static let source: SQL = "settlement s JOIN company c ON c.id = s.company_id"

    init(_ row: inout Row) throws {
        id = try row.next()
        number = try row.next()
        company = try row.next()
        from = try row.next()
        to = try row.next()
        sums = try Sums(&row)
        status = try row.next()
        statusReason = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        companyName = try row.json()
    }

    static let visibility = Visibility(company: "s.company_id")

    static func find(_ id: ID<Settlement>, within scope: Scope, _ tx: borrowing Tx) throws -> Settlement {
        try tx.one("SELECT \(columns) FROM \(source) WHERE s.id = \(id) AND \(visible(to: scope))")
    }

    static func find(_ id: ID<Settlement>, _ tx: borrowing Tx) throws -> Settlement {
        try tx.one("SELECT \(columns) FROM \(source) WHERE s.id = \(id)")
    }

    /// Closes the company's account at the end of `day` in Baghdad; 409 without entries since the last settlement.
    static func close(
        _ company: Company,
        on day: CivilDate,
        in zone: Kernel.Zone,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Settlement {
        let last: Settlement? = try tx.first(
            "SELECT \(columns) FROM \(source) WHERE s.company_id = \(company.id) ORDER BY s.number DESC LIMIT 1"
        )
        if let last, day < last.to {
            throw Problem(.invalid, faults: [.init("/to", .settledAlready)])
        }
        let entries = try unsettled(of: company.id, before: zone.instant(of: day + 1, at: .midnight), tx)
        guard let first = entries.first else { throw Problem(.nothingToSettle) }
        let begin = last.map { min($0.to + 1, day) } ?? zone.civil(first.at).date
        let sums = Sums(opening: last?.sums.closing ?? 0, entries)
        let id = tx.newID(of: Settlement.self)
        try insert(id, company.id, begin, day, sums, tx)
        try tx.execute(
            """
            INSERT INTO settlement_entry (settlement_id, entry_id)
            SELECT CAST(\(id) AS \(pg: "uuid", sqlite: "BLOB")), e.id FROM company_entry e WHERE e.id \(in: entries.map(\.id))
            """
        )
        try Audit.record(SettlementAction.close, of: kind, id.cast(), by: actor, tx)
        let settlement = try find(id, tx)
        try settlement.notifyVendors(tx)
        try settlement.publish("settlement:new", tx)
        return settlement
    }

    /// The entries without a settlement, in the order of booking, including entries booked late for an earlier period.
    private static func unsettled(
        of company: ID<Company>,
        before end: Instant,
        _ tx: borrowing Tx
    ) throws -> [CompanyEntry] {
        try tx.all(
            """
            SELECT \(CompanyEntry.columns) FROM company_entry e
             WHERE e.company_id = \(company) AND e.at < \(end)
               AND NOT EXISTS (SELECT 1 FROM settlement_entry s WHERE s.entry_id = e.id)
             ORDER BY e.at, e.id
            """
        )
    }

    private static func insert(
        _ id: ID<Settlement>,
        _ company: ID<Company>,
        _ from: CivilDate,
        _ to: CivilDate,
        _ sums: Sums,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO settlement (id, number, company_id, from_date, to_date, orders, goods, commission, delivery_fees, opening,
                                    earned, reversed, paid, returned, closing, status, created_at, updated_at, version)
            VALUES (\(id), \(Bookkeeping.counter.next(of: kind, tx)), \(company), \(from), \(to), \(sums.orders), \(sums.goods),
                    \(sums.commission), \(sums.deliveryFees), \(sums.opening), \(sums.earned), \(sums.reversed), \(sums.paid),
                    \(sums.returned), \(sums.closing), \(Status.closed), \(tx.now), \(tx.now), 1)
            """
        )
    }
}

extension Settlement.Sums {
    fileprivate init(_ row: inout Row) throws {
        orders = try row.next()
        goods = try row.next()
        commission = try row.next()
        deliveryFees = try row.next()
        opening = try row.next()
        earned = try row.next()
        reversed = try row.next()
        paid = try row.next()
        returned = try row.next()
    }
}
