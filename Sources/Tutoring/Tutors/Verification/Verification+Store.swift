import Kernel
import Platform
import Store

extension Verification: Record {
    static let columns: SQL =
        """
        v.id, v.tutor_id, v.account_id, v.state, v.papers, v.changes, v.with_account, v.reason, v.decided_by,
        v.decided_at, v.papers_gone_at, v.created_at, v.updated_at, v.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        tutor = try row.next()
        account = try row.next()
        status = try row.next()
        papers = try row.json()
        sealedChanges = try row.next()
        withAccount = try row.next()
        reason = try row.next()
        decidedBy = try row.next()
        decidedAt = try row.next()
        papersGoneAt = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<Verification>, _ tx: borrowing Tx) throws -> Verification {
        try tx.one("SELECT \(columns) FROM verification v WHERE v.id = \(id)")
    }

    /// The newest papers of a tutor; nil before any were sent.
    static func newest(of tutor: ID<Tutor>, _ tx: borrowing Tx) throws -> Verification? {
        try tx.first(
            """
            SELECT \(columns) FROM verification v WHERE v.tutor_id = \(tutor)
             ORDER BY v.created_at DESC, v.id DESC LIMIT 1
            """
        )
    }

    /// The papers of a tutor in one of these states, of which there is one at most.
    static func find(
        of tutor: ID<Tutor>,
        in states: [Status],
        _ tx: borrowing Tx
    ) throws -> Verification? {
        try tx.first(
            "SELECT \(columns) FROM verification v WHERE v.tutor_id = \(tutor) AND v.state \(in: states)"
        )
    }

    func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO verification (id, tutor_id, account_id, state, papers, changes, with_account, created_at, updated_at,
                                      version)
            VALUES (\(id), \(tutor), \(account), \(status), \(json: papers), \(sealedChanges), \(withAccount),
                    \(createdAt), \(updatedAt), 1)
            """
        )
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Verification {
        try tx.changeOne(
            """
            UPDATE verification
               SET state = \(status), with_account = \(withAccount), reason = \(reason), decided_by = \(decidedBy),
                   decided_at = \(tx.now), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Deadline.clear(of: Self.kind, id, tx)
        return try Self.find(id, tx)
    }

    /// The tutor follows the papers; the other features react to the effects.
    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        let stopped: Instant? = effect == .tutorSuspended ? tx.now : nil
        try tx.execute(
            """
            UPDATE tutor
               SET is_verified = \(true), suspended_at = \(stopped), updated_at = \(tx.now), version = version + 1
             WHERE id = \(tutor)
            """
        )
    }
}
