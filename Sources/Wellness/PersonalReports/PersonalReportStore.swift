import Kernel
import Platform
import Store

extension PersonalReport {
    static func find(_ id: ID<PersonalReport>, _ tx: borrowing Tx) throws -> PersonalReport {
        try tx.one("SELECT \(columns) FROM personal_report r WHERE r.id = \(id)")
    }

    static func find(
        _ id: ID<PersonalReport>,
        of account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> PersonalReport {
        try tx.one(
            "SELECT \(columns) FROM personal_report r WHERE r.id = \(id) AND r.account_id = \(account)"
        )
    }

    static func list(
        _ page: PageRequest,
        of account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> Page<PersonalReport> {
        try tx.page(
            page,
            "SELECT \(columns) FROM personal_report r WHERE r.account_id = \(account)",
            order: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
        )
    }

    static func place(_ order: Order, of account: ID<Account>, _ tx: borrowing Tx) throws -> PersonalReport {
        let id = tx.newID(of: PersonalReport.self)
        try tx.execute(
            """
            INSERT INTO personal_report (id, account_id, kind, format, from_date, to_date, include_notes, language,
                                         state, created_at, updated_at, version)
            VALUES (\(id), \(account), \(order.kind), \(order.format), \(order.dates.lowerBound),
                    \(order.dates.upperBound), \(order.includesNotes), \(order.language), \(Status.queued), \(tx.now),
                    \(tx.now), 1)
            """
        )
        try tx.enqueue(MakePersonalReport(report: id))
        return try find(id, tx)
    }

    /// Stores the file of a running report; the caller makes the transition.
    func keep(_ bytes: [UInt8], at site: Site, _ tx: borrowing Tx) throws {
        let sealed = try Self.file.seal(bytes, in: id, of: account, at: site, tx)
        try tx.changeOne(
            "UPDATE personal_report SET file = \(sealed), size = \(bytes.count) WHERE id = \(id) AND version = \(version)"
        )
    }

    /// The opened file; refused before it is made, and after it has expired even if no job has deleted it yet.
    func bytes(at site: Site, _ tx: borrowing Tx) throws -> [UInt8] {
        guard shownStatus(at: tx.now) != .expired else { throw Problem(.reportExpired) }
        guard status == .ready,
            let sealed = try tx.value("SELECT file FROM personal_report WHERE id = \(id)", as: [UInt8]?.self)
                ?? nil
        else { throw Problem(.reportNotReady, extras: ["state": .string(status.rawValue)]) }
        return try Self.file.open(sealed, in: id, of: account, at: site, tx)
    }

    /// The state by the clock: a report expires on time.
    func shownStatus(at now: Instant) -> Status {
        status == .ready && expiresAt.map { $0 <= now } == true ? .expired : status
    }

    func delete(_ tx: borrowing Tx) throws {
        for step in Self.deletion(of: "= \(id)") { try tx.execute(step) }
    }

    /// The statements that delete reports with their histories; `ids` follows a column with their ids.
    static func deletion(of ids: SQL) -> [SQL] {
        [
            "DELETE FROM history WHERE subject_kind = \(kind) AND subject_id \(ids)",
            "DELETE FROM personal_report WHERE id \(ids)",
        ]
    }

    static func deletion(of account: ID<Account>) -> [SQL] {
        deletion(of: "IN (SELECT r.id FROM personal_report r WHERE r.account_id = \(account))" as SQL)
    }
}
