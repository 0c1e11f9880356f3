import Kernel
import Store

extension Payout: Record {
    package static var columns: SQL {
        """
        p.id, p.number, p.from_date, p.to_date, p.\(P.payouts.tables.sales), p.amount, p.status, p.status_reason, p.reference,
        p.created_at, p.paid_at, p.updated_at, p.version, \(P.columns)
        """
    }

    package static var source: SQL { "\(P.payouts.tables.payouts) p JOIN \(P.payouts.tables.payees)" }

    package init(_ row: inout Row) throws {
        id = try row.next()
        number = try row.next()
        from = try row.next()
        to = try row.next()
        sales = try row.next()
        amount = try row.next()
        status = try row.next()
        statusReason = try row.next()
        reference = try row.next()
        createdAt = try row.next()
        paidAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        payee = try P(&row)
    }

    package static func find(
        _ id: ID<Payout>,
        where condition: SQL = "TRUE",
        _ tx: borrowing Tx
    ) throws -> Payout {
        try tx.one("SELECT \(columns) FROM \(source) WHERE p.id = \(id) AND \(condition)")
    }

    /// Newest first.
    package static func list(
        _ page: PageRequest,
        where conditions: [SQL],
        _ tx: borrowing Tx
    ) throws -> Page<Payout> {
        try tx.page(
            page,
            "SELECT \(columns) FROM \(source) WHERE \(SQL.all(conditions))",
            order: SortOrder(.descending("number", \.number))
        )
    }

    /// Creates a payout of the due entries, for days that the product states; 409 when the amount is too small.
    ///
    /// `minimum` is for products whose least amount is not the same for all, or changes.
    /// Of two concurrent payouts with the same entry, one fails.
    package static func open(
        _ due: PayoutDue<P>,
        to payee: ID<P.Noun>,
        from: CivilDate,
        to: CivilDate,
        minimum: Int64? = nil,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Payout {
        let (policy, tables) = (P.payouts, P.payouts.tables)
        guard due.amount >= minimum ?? policy.minimum else {
            throw Problem(policy.nothingDue, extras: ["due": .integer(due.amount)])
        }
        let id = tx.newID(of: Payout.self)
        try tx.execute(
            """
            INSERT INTO \(tables.payouts) (id, number, \(tables.payee), from_date, to_date, \(tables.sales), amount, status,
                                           created_at, updated_at, version)
            VALUES (\(id), \(policy.counter.next(of: kind, tx)), \(payee), \(from), \(to), \(due.sales), \(due.amount),
                    \(PayoutStatus.pending), \(tx.now), \(tx.now), 1)
            """
        )
        let taken = try tx.execute(
            """
            INSERT INTO \(tables.taken) (payout_id, entry_id)
            SELECT CAST(\(id) AS \(pg: "uuid", sqlite: "BLOB")), e.id FROM \(tables.entries) e WHERE e.id \(in: due.entries.map(\.id))
            ON CONFLICT DO NOTHING
            """
        )
        guard taken == due.entries.count else { throw Problem(policy.nothingDue) }
        try Audit.record(PayoutAction.open, of: kind, id.cast(), by: actor, tx)
        let payout = try find(id, tx)
        try P.publish(payout, isNew: true, tx)
        return payout
    }

    package func transitioned(
        to status: PayoutStatus,
        by event: PayoutEvent,
        _ tx: borrowing Tx
    ) throws -> Payout {
        try tx.changeOne(
            """
            UPDATE \(P.payouts.tables.payouts)
               SET status = \(status), status_reason = \(statusReason), reference = \(reference),
                   paid_at = \(status == .paid ? tx.now : paidAt), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        let next = try Self.find(id, tx)
        try P.publish(next, isNew: false, tx)
        return next
    }

    /// Its entries, oldest first.
    package func entries(_ tx: borrowing Tx) throws -> [P.Entry] {
        let tables = P.payouts.tables
        return try tx.all(
            """
            SELECT \(P.Entry.columns) FROM \(tables.entries) e JOIN \(tables.taken) t ON t.entry_id = e.id
             WHERE t.payout_id = \(id) ORDER BY e.at, e.id
            """
        )
    }
}
