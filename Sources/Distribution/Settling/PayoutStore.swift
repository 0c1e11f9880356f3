import Kernel
import Platform
import Store
import Web

extension Payout: Record, Scoped {
    static let columns: SQL =
        """
        p.id, p.number, p.company_id, p.from_date, p.to_date, p.orders, p.amount, p.status, p.status_reason, p.reference,
        p.created_at, p.paid_at, p.updated_at, p.version, c.name
        """

    static let source: SQL = "payout p JOIN company c ON c.id = p.company_id"

    init(_ row: inout Row) throws {
        id = try row.next()
        number = try row.next()
        company = try row.next()
        from = try row.next()
        to = try row.next()
        orders = try row.next()
        amount = try row.next()
        status = try row.next()
        statusReason = try row.next()
        reference = try row.next()
        createdAt = try row.next()
        paidAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        companyName = try row.json()
    }

    static let visibility = Visibility(company: "p.company_id")

    static func find(_ id: ID<Payout>, within scope: Scope, _ tx: borrowing Tx) throws -> Payout {
        try tx.one("SELECT \(columns) FROM \(source) WHERE p.id = \(id) AND \(visible(to: scope))")
    }

    static func find(_ id: ID<Payout>, _ tx: borrowing Tx) throws -> Payout {
        try tx.one("SELECT \(columns) FROM \(source) WHERE p.id = \(id)")
    }

    /// Takes everything that is due for the window; 409 when that is nothing.
    static func open(
        for company: Company,
        _ window: PayoutWindow,
        _ span: Range<Instant>,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Payout {
        let due = try PayoutDue.find(of: company.id, span, tx)
        guard due.amount > 0 else { throw Problem(.nothingDue, extras: ["due": .integer(due.amount)]) }
        let id = tx.newID(of: Payout.self)
        try tx.execute(
            """
            INSERT INTO payout (id, number, company_id, from_date, to_date, orders, amount, status, created_at, updated_at, version)
            VALUES (\(id), \(Books.number(of: kind, tx)), \(company.id), \(window.from), \(window.to), \(due.orders),
                    \(due.amount), \(Status.pending), \(tx.now), \(tx.now), 1)
            """
        )
        let taken = try tx.execute(
            """
            INSERT INTO payout_entry (payout_id, entry_id)
            SELECT CAST(\(id) AS \(pg: "uuid", sqlite: "BLOB")), e.id FROM company_entry e WHERE e.id \(in: due.entries.map(\.id))
            ON CONFLICT DO NOTHING
            """
        )
        guard taken == due.entries.count else { throw Problem(.nothingDue) }
        try Audit.record("payout.open", of: kind, id.cast(), by: actor, tx)
        let payout = try find(id, tx)
        try payout.publish("payout:new", tx)
        return payout
    }

    func moved(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Payout {
        try tx.changeOne(
            """
            UPDATE payout
               SET status = \(status), status_reason = \(statusReason), reference = \(reference),
                   paid_at = \(status == .paid ? tx.now : paidAt), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        let next = try Self.find(id, tx)
        try next.publish("payout:updated", tx)
        return next
    }
}

/// Which payouts are wanted.
struct PayoutFilter: Query {
    var companyId: ID<Company>?
    var status: Payout.Status?

    var conditions: [SQL] {
        [
            companyId.map { "p.company_id = \($0)" },
            status.map { "p.status = \($0)" },
        ].compactMap(\.self)
    }
}
