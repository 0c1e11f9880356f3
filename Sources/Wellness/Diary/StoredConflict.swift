import Kernel
import Platform
import Store

/// A conflict as it is stored; the lost values are in its op.
struct StoredConflict: Sendable {
    let id: ID<StoredConflict>
    let log: ID<DiaryEntry>
    let op: String
    let kind: Kind
    let losesScore: Bool
    let losesNote: Bool
    let state: ConflictState
    let createdAt: Instant
    let expiresAt: Instant

    /// How a value was lost.
    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// A later write won whose author had not seen it.
        case overwritten
        /// The entry was a copy of one on an adjacent date, and was deleted by the nightly job.
        case reconciled
    }
}

extension ConflictState: SQLValueConvertible {}

extension StoredConflict: Record {
    static let columns: SQL =
        """
        c.id AS conflict_id, c.log_id AS conflict_log, c.lost_op, c.kind, c.lost_score, c.lost_note, c.state, c.created_at, c.expires_at
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        log = try row.next()
        op = try row.next()
        kind = try row.next()
        losesScore = try row.next()
        losesNote = try row.next()
        state = try row.next()
        createdAt = try row.next()
        expiresAt = try row.next()
    }

    /// The conflicts of these entries, in any state.
    static func list(of logs: [ID<DiaryEntry>], _ tx: borrowing Tx) throws -> [StoredConflict] {
        guard !logs.isEmpty else { return [] }
        return try tx.all("SELECT \(columns) FROM log_conflict c WHERE c.log_id \(in: logs)")
    }

    /// The state at a moment: a nightly job marks conflicts as expired later.
    func state(at now: Instant) -> ConflictState {
        state == .open && expiresAt <= now ? .expired : state
    }

    func isOf(_ lost: LostRegisters) -> Bool {
        op == lost.op && losesScore == lost.score && losesNote == lost.note
    }

    static func move(
        _ ops: [String],
        of account: ID<Account>,
        to state: ConflictState,
        _ tx: borrowing Tx
    ) throws {
        guard !ops.isEmpty else { return }
        try tx.post(
            "UPDATE log_conflict SET state = \(state) WHERE account_id = \(account) AND lost_op \(in: ops)"
        )
    }

    /// Opens conflicts, and opens earlier ones of the same operations again.
    static func open(_ conflicts: [LostRegisters], of account: ID<Account>, _ tx: borrowing Tx) throws {
        let expiry = tx.now + .days(DiaryPolicy.standard.conflictDays)
        let rows: [SQL] = conflicts.map { lost in
            """
            (\(tx.newID(of: StoredConflict.self)), \(account), \(lost.log), \(lost.op), \(lost.kind), \(lost.score),
             \(lost.note), 'open', \(tx.now), \(expiry))
            """
        }
        try tx.insert(
            "log_conflict",
            "id, account_id, log_id, lost_op, kind, lost_score, lost_note, state, created_at, expires_at",
            rows,
            """
            ON CONFLICT (account_id, lost_op) DO UPDATE
               SET kind = excluded.kind, lost_score = excluded.lost_score, lost_note = excluded.lost_note,
                   expires_at = CASE WHEN log_conflict.state = 'open' THEN log_conflict.expires_at
                                     ELSE excluded.expires_at END,
                   state = 'open'
            """
        )
    }
}

/// The values of an op that an entry does not have.
struct LostRegisters: Sendable {
    let log: ID<DiaryEntry>
    let op: String
    let kind: StoredConflict.Kind
    let score: Bool
    let note: Bool
}
