import Kernel
import Store

extension PrivacyRequest: Record {
    package static let columns: SQL =
        """
        q.id, q.account_id, q.kind, q.note, q.handling_note, q.state, q.received_at, q.due_at, q.decided_at, q.reason,
        q.version
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        sort = try row.next()
        note = try row.next()
        handlingNote = try row.next()
        status = try row.next()
        receivedAt = try row.next()
        dueAt = try row.next()
        decidedAt = try row.next()
        reason = try row.next()
        version = try row.next()
    }

    static let sealedNote = PersonSealedColumn("privacy_request", "note", key: "id", account: "account_id")
    static let sealedHandlingNote = PersonSealedColumn(
        "privacy_request",
        "handling_note",
        key: "id",
        account: "account_id"
    )

    static let isOpen: SQL = "q.state IN ('received', 'verified', 'processing')"

    static func find(_ id: ID<PrivacyRequest>, _ tx: borrowing Tx) throws -> PrivacyRequest {
        try tx.one("SELECT \(columns) FROM privacy_request q WHERE q.id = \(id)")
    }

    static func find(
        _ id: ID<PrivacyRequest>,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> PrivacyRequest {
        try tx.one(
            "SELECT \(columns) FROM privacy_request q WHERE q.id = \(id) AND \(visible(to: scope))"
        )
    }

    /// Newest first.
    static func list(
        _ page: PageRequest,
        where conditions: [SQL],
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> Page<PrivacyRequest> {
        try tx.page(
            page,
            """
            SELECT \(columns) FROM privacy_request q WHERE \(SQL.all([visible(to: scope)] + conditions))
            """,
            order: SortOrder(.descending("received_at", \.receivedAt), .descending("id", \.id))
        )
    }

    /// Stores a request of the caller; only one of several simultaneous requests of a kind succeeds.
    static func open(
        _ sort: Sort,
        _ note: String?,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> PrivacyRequest {
        let (id, account) = (tx.newID(of: PrivacyRequest.self), try call.account)
        let sealed = try note.map { try sealedNote.seal($0.utf8, in: id, of: account, at: call.site, tx) }
        let inserted = try tx.execute(
            """
            INSERT INTO privacy_request (id, account_id, kind, note, state, received_at, due_at, updated_at, version)
            VALUES (\(id), \(account), \(sort), \(sealed), \(Status.received), \(tx.now), \(tx.now + answerTime),
                    \(tx.now), 1)
            ON CONFLICT (account_id, kind) WHERE state IN ('received', 'verified', 'processing') DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.privacyRequestOpen) }
        return try find(id, tx).advanced(by: .verify, as: call, tx)
    }

    /// Stores an administrator's note and reason, without changing the state.
    func noted(
        _ note: Change<Text<1, 2000>>,
        reason: String?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> PrivacyRequest {
        guard note.isGiven || reason != nil else { return self }
        let sealed = try note.map {
            try Self.sealedHandlingNote.seal($0.rawValue.utf8, in: id, of: account, at: site, tx)
        }
        try tx.changeOne(
            """
            UPDATE privacy_request
               SET handling_note = \(sealed.applied(to: handlingNote)), reason = \(reason ?? self.reason),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }
}
