import Kernel
import Platform
import Store

extension SupportConversation: Record {
    static let columns: SQL =
        """
        c.id, c.account_id, c.state, c.misses, c.taken_by, c.last_seq, c.asked_at, c.closed_at, c.created_at, c.updated_at,
        c.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        asker = try row.next()
        status = try row.next()
        misses = try row.next()
        takenBy = try row.next()
        lastSeq = try row.next()
        askedAt = try row.next()
        closedAt = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<SupportConversation>, _ tx: borrowing Tx) throws -> SupportConversation {
        try tx.one("SELECT \(columns) FROM support_conversation c WHERE c.id = \(id)")
    }

    /// Unknown to everybody but the asker and the administrators.
    static func find(
        _ id: ID<SupportConversation>,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> SupportConversation {
        try tx.one(
            "SELECT \(columns) FROM support_conversation c WHERE c.id = \(id) AND \(reached(by: call))"
        )
    }

    static func reached(by call: Call) throws -> SQL {
        call.isInspector ? "TRUE" : "c.account_id = \(try call.account)"
    }

    static func begin(by asker: ID<Account>, _ tx: borrowing Tx) throws -> SupportConversation {
        let id = tx.newID(of: SupportConversation.self)
        try tx.execute(
            """
            INSERT INTO support_conversation (id, account_id, state, misses, last_seq, asked_at, created_at, updated_at, version)
            VALUES (\(id), \(asker), \(Status.bot), 0, 0, \(tx.now), \(tx.now), \(tx.now), 1)
            """
        )
        return try find(id, tx)
    }

    func transitioned(
        to status: Status,
        by event: Event,
        _ tx: borrowing Tx
    ) throws -> SupportConversation {
        let closed: Instant? = status == .closed ? tx.now : nil
        // One that was opened again has no administrator.
        let holder = status == .waiting ? nil : takenBy
        try tx.changeOne(
            """
            UPDATE support_conversation
               SET state = \(status), taken_by = \(holder), misses = 0, closed_at = \(closed), updated_at = \(tx.now),
                   version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        let next = try Self.find(id, tx)
        try next.watch(tx)
        return next
    }

    /// An administrator answers from now on.
    func taken(by call: Call, _ tx: borrowing Tx) throws -> SupportConversation {
        let next = try advanced(by: .take, as: call, tx)
        try tx.execute("UPDATE support_conversation SET taken_by = \(call.account) WHERE id = \(id)")
        return try Self.find(next.id, tx)
    }

    /// Counts a question that the content did not answer, or forgets earlier ones.
    func counting(misses: Int, _ tx: borrowing Tx) throws {
        guard misses != self.misses else { return }
        try tx.execute("UPDATE support_conversation SET misses = \(misses) WHERE id = \(id)")
    }

    /// Sets the time at which the silence of the asker ends it; nobody's silence ends one that waits.
    func watch(_ tx: borrowing Tx) throws {
        let patience: Duration? =
            switch status {
            case .bot: Self.patience.bot
            case .open: Self.patience.open
            case .waiting, .closed: nil
            }
        guard let patience else { return try Deadline.clear(of: Self.kind, id, tx) }
        let end = max(askedAt + patience, tx.now)
        try Deadline.set(Self.silence, of: Self.kind, id, at: end, remind: false, tx)
    }

    private static let silence = "silence"

    static let deadline = DeadlineHandler(of: kind, silence) { id, call, tx in
        let conversation = try find(id.cast(), tx)
        guard conversation.status == .bot || conversation.status == .open else { return }
        _ = try conversation.advanced(by: .close, as: call, tx)
    }
}
