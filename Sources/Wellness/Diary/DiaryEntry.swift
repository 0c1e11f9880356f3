import Kernel
import Platform
import Store

/// An entry as it is stored: the winning values, and the ops they come from.
struct DiaryEntry: Sendable {
    let id: ID<DiaryEntry>
    let key: EntryKey
    var zone: Zone
    var score: Int?
    /// Sealed.
    var payload: [UInt8]?
    /// Sealed.
    var note: [UInt8]?
    var scoreOp: String?
    var noteOp: String?
    var seq: Int
    let createdAt: Instant
    var updatedAt: Instant
    var deletedAt: Instant?
    var version: Int
}

extension DiaryEntry {
    static let sealedNote = PersonSealedColumn("wellness_log", "note", key: "id", account: "account_id")
    static let sealedPayload = PersonSealedColumn("wellness_log", "payload", key: "id", account: "account_id")

    var isDeleted: Bool { deletedAt != nil }

    /// The ids of the ops of the values.
    var ops: Set<String> { Set([scoreOp, noteOp].compactMap(\.self)) }

    /// The ids of the ops of the values: what a client that has seen them names as the base of its next op.
    var base: String {
        [scoreOp, noteOp == scoreOp ? nil : noteOp].compactMap(\.self).joined(separator: "+")
    }
}

extension DiaryEntry: Record {
    static let columns: SQL =
        """
        l.id, l.domain, l.local_date, l.zone, l.score, l.payload, l.note, l.score_op, l.note_op, l.seq, l.created_at,
        l.updated_at, l.deleted_at, l.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        key = EntryKey(domain: try row.next(), date: try row.next())
        zone = try row.next()
        score = try row.next()
        payload = try row.next()
        note = try row.next()
        scoreOp = try row.next()
        noteOp = try row.next()
        seq = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        deletedAt = try row.next()
        version = try row.next()
    }

    /// An entry or a tombstone of the account.
    static func find(_ id: ID<DiaryEntry>, of account: ID<Account>, _ tx: borrowing Tx) throws -> DiaryEntry {
        try tx.one(
            "SELECT \(columns) FROM wellness_log l WHERE l.id = \(id) AND l.account_id = \(account)"
        )
    }

    /// The entry that an op of this id has written.
    static func written(by op: String, of account: ID<Account>, _ tx: borrowing Tx) throws -> DiaryEntry? {
        try tx.first(
            """
            SELECT \(columns) FROM log_op o JOIN wellness_log l ON l.id = o.log_id
             WHERE o.account_id = \(account) AND o.op_id = \(op)
            """
        )
    }

    /// The entries with a change after `seq`, tombstones included, in the order of the changes.
    static func changes(
        of account: ID<Account>,
        after seq: Int,
        atMost count: Int,
        _ tx: borrowing Tx
    ) throws -> [DiaryEntry] {
        try tx.all(
            """
            SELECT \(columns) FROM wellness_log l
             WHERE l.account_id = \(account) AND l.seq > \(seq) ORDER BY l.seq LIMIT \(count)
            """
        )
    }
}
