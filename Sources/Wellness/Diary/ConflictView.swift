import Kernel
import Platform
import Store
import Web

/// A conflict with the op that lost, and the place of its entry.
struct LostValue: RowDecodable {
    let conflict: StoredConflict
    let key: EntryKey
    let op: StoredOp

    static let query: SQL =
        """
        SELECT \(StoredConflict.columns), l.domain, l.local_date, \(StoredOp.columns) FROM log_conflict c
          JOIN wellness_log l ON l.id = c.log_id
          JOIN log_op o ON o.account_id = c.account_id AND o.op_id = c.lost_op
        """

    init(_ row: inout Row) throws {
        conflict = try StoredConflict(&row)
        key = EntryKey(domain: try row.next(), date: try row.next())
        op = try StoredOp(&row)
    }

    var isDeletion: Bool { op.setsScore && op.score == nil && op.setsNote && op.note == nil }
}

/// A value of an entry that was overwritten by a device that had not seen it.
struct ConflictView: View {
    var id: ID<StoredConflict>
    /// The entry that has another value now.
    var entryId: ID<DiaryEntry>
    /// The key of the entry's domain.
    var domain: String
    /// The local date of the entry.
    var localDate: CivilDate
    /// How the value was lost.
    var kind: StoredConflict.Kind
    /// The operation that lost, with what it had set.
    var lost: Lost
    /// Whether the value can still be restored.
    var state: ConflictState
    /// The time at which the value was lost.
    var createdAt: Instant
    /// The time until which the value can be restored.
    var expiresAt: Instant

    /// The operation that lost.
    struct Lost: Codable, Sendable {
        /// The id of the operation.
        var opId: String
        /// The device that made it; `server` for writes without one.
        var deviceId: String
        /// The time of writing by the clock of the device.
        var at: Instant
        /// Whether a deletion was lost.
        var deleted: Bool
        /// The lost score; absent when no score was lost, and when the conflict has expired.
        var score: Int?
        /// The lost note; absent when no note was lost, and when the conflict has expired.
        var note: String?
        /// The client's data kept with the lost score; absent without any, and when the conflict has expired.
        var payload: JSONValue?
    }

    init(_ lost: LostValue, with key: PersonKey?, at now: Instant) throws {
        id = lost.conflict.id
        entryId = lost.conflict.log
        domain = lost.key.domain
        localDate = lost.key.date
        kind = lost.conflict.kind
        state = lost.conflict.state(at: now)
        createdAt = lost.conflict.createdAt
        expiresAt = lost.conflict.expiresAt
        let op = try lost.op.opened(with: key)
        let isShown = state != .expired
        let score = isShown && lost.conflict.losesScore ? op.score.value : nil
        self.lost = Lost(
            opId: op.id,
            deviceId: op.device,
            at: op.at,
            deleted: lost.isDeletion,
            score: score?.score,
            note: isShown && lost.conflict.losesNote ? op.note.value : nil,
            payload: score?.payload
        )
    }
}
