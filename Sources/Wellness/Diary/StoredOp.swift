import Kernel
import Platform
import Store

/// An accepted op as it is stored; note and payload are sealed.
struct StoredOp: Sendable {
    let id: ID<StoredOp>
    let log: ID<DiaryEntry>
    let name: String
    let base: String?
    let device: String
    let zone: Zone
    let at: Instant
    let stamp: Instant
    let setsScore: Bool
    let score: Int?
    let payload: [UInt8]?
    let setsNote: Bool
    let note: [UInt8]?
}

extension StoredOp {
    static let sealedNote = PersonSealedColumn("log_op", "note", key: "id", account: "account_id")
    static let sealedPayload = PersonSealedColumn("log_op", "payload", key: "id", account: "account_id")

    /// The op as the merge reads it.
    func opened(with key: PersonKey?) throws -> RecordedOp {
        RecordedOp(
            id: name,
            bases: base.map { $0.split(separator: "+").map(String.init) } ?? [],
            device: device,
            zone: zone,
            at: at,
            stamp: stamp,
            score: try score(with: key),
            note: try note(with: key)
        )
    }

    private func score(with key: PersonKey?) throws -> Written<EntryScore> {
        guard setsScore else { return .absent }
        guard let score else { return .null }
        let payload = try payload.map {
            try JSONValue(parsing: Self.sealedPayload.open($0, in: id, with: key))
        }
        return .value(EntryScore(score: score, payload: payload))
    }

    private func note(with key: PersonKey?) throws -> Written<String> {
        guard setsNote else { return .absent }
        guard let note else { return .null }
        return .value(String(decoding: try Self.sealedNote.open(note, in: id, with: key), as: UTF8.self))
    }

    /// Marks ops of which no entry has a value any more.
    static func release(_ names: [String], of account: ID<Account>, _ tx: borrowing Tx) throws {
        guard !names.isEmpty else { return }
        try tx.post("UPDATE log_op SET is_held = FALSE WHERE account_id = \(account) AND op_id \(in: names)")
    }

    /// A row of `log_op`, in the order of ``inserted``.
    static func row(
        _ accepted: AcceptedOp,
        of log: ID<DiaryEntry>,
        isHeld: Bool,
        _ account: ID<Account>,
        with key: PersonKey,
        _ tx: borrowing Tx
    ) throws -> SQL {
        let op = accepted.op
        let id = tx.newID(of: StoredOp.self)
        let score = op.score.value
        let payload = try score?.payload.map { try sealedPayload.seal($0.bytes, in: id, with: key) }
        let note = try op.note.value.map { try sealedNote.seal($0.utf8, in: id, with: key) }
        let base = op.bases.isEmpty ? nil : op.bases.joined(separator: "+")
        return """
            (\(id), \(account), \(log), \(op.id), \(base), \(op.device), \(op.zone), \(op.at), \(op.stamp), \(tx.now),
             \(accepted.outcome), \(op.score.isNamed), \(score?.score), \(payload), \(op.note.isNamed), \(note), \(isHeld))
            """
    }

    static let inserted: SQL =
        """
        id, account_id, log_id, op_id, base_op, device, zone, at, stamp, received_at, outcome, sets_score, score,
        payload, sets_note, note, is_held
        """
}

extension OpResult.Outcome: SQLValueConvertible {}

extension StoredOp: Record {
    static let columns: SQL =
        """
        o.id, o.log_id, o.op_id, o.base_op, o.device, o.zone, o.at, o.stamp, o.sets_score, o.score, o.payload,
        o.sets_note, o.note
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        log = try row.next()
        name = try row.next()
        base = try row.next()
        device = try row.next()
        zone = try row.next()
        at = try row.next()
        stamp = try row.next()
        setsScore = try row.next()
        score = try row.next()
        payload = try row.next()
        setsNote = try row.next()
        note = try row.next()
    }
}

/// The first outcome of an op id that is known.
struct KnownOp: RowDecodable {
    let name: String
    let outcome: OpResult.Outcome
    let log: ID<DiaryEntry>

    init(_ row: inout Row) throws {
        name = try row.next()
        outcome = try row.next()
        log = try row.next()
    }

    static func list(_ names: [String], of account: ID<Account>, _ tx: borrowing Tx) throws -> [KnownOp] {
        guard !names.isEmpty else { return [] }
        return try tx.all(
            """
            SELECT o.op_id, o.outcome, o.log_id FROM log_op o
             WHERE o.account_id = \(account) AND o.op_id \(in: names)
            """
        )
    }
}
