import Kernel
import Platform
import Store

/// The part of a diary that a transaction changes, under the diary's lock.
///
/// It is read in a few statements, changed in memory by the merge, and stored in a few statements.
struct OpenDiary: Sendable {
    let account: ID<Account>
    let request: SyncRequest
    private(set) var head: DiaryHead
    private(set) var merge: DiarySync
    private(set) var entries: [EntryKey: DiaryEntry]
    let key: PersonKey
    private let known: [String: ID<DiaryEntry>]

    /// `keys` are the entries that will be written, `ops` the ids of the ops to come.
    init(
        _ head: DiaryHead,
        _ request: SyncRequest,
        _ keys: [EntryKey],
        _ ops: [String],
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        self.head = head
        self.request = request
        account = head.account
        key = try PersonKey.of(head.account, at: site, tx)
        let found = try Self.entries(keys, of: head.account, tx)
        let known = try KnownOp.list(ops, of: head.account, tx)
        entries = Dictionary(found.map { ($0.key, $0) }) { first, _ in first }
        self.known = Dictionary(known.map { ($0.name, $0.log) }) { first, _ in first }
        merge = DiarySync(
            request,
            histories: try Self.histories(of: found, with: key, tx),
            outcomes: Dictionary(known.map { ($0.name, $0.outcome) }) { first, _ in first }
        )
    }

    private static func entries(
        _ keys: [EntryKey],
        of account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> [DiaryEntry] {
        let wanted = Set(keys.filter(\.isPossible))
        guard !wanted.isEmpty else { return [] }
        let all: [DiaryEntry] = try tx.all(
            """
            SELECT \(DiaryEntry.columns) FROM wellness_log l
             WHERE l.account_id = \(account) AND l.domain \(in: Set(wanted.map(\.domain)).sorted())
               AND l.local_date \(in: Set(wanted.map(\.date)).sorted())
            """
        )
        return all.filter { wanted.contains($0.key) }
    }

    private static func histories(
        of entries: [DiaryEntry],
        with key: PersonKey,
        _ tx: borrowing Tx
    ) throws -> [EntryKey: EntryHistory] {
        guard !entries.isEmpty else { return [:] }
        let ops: [StoredOp] = try tx.all(
            "SELECT \(StoredOp.columns) FROM log_op o WHERE o.log_id \(in: entries.map(\.id)) ORDER BY o.log_id, o.id"
        )
        let byLog = Dictionary(grouping: ops, by: \.log)
        let pairs = try entries.map { entry in
            let recorded = try byLog[entry.id, default: []].map { try $0.opened(with: key) }
            return (entry.key, EntryHistory(entry.key, recorded))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// Refuses puts beyond the limit of a diary; deletions always pass.
    func checkRoom(for ops: [DiaryOp], at site: Site) throws {
        let puts = ops.count { $0.change != .delete }
        let limit = Quota.diaryOps.limit(at: site)
        guard puts == 0 || head.ops + puts <= limit else {
            throw Quota.diaryOps.refused(limit: limit, used: head.ops, adding: puts)
        }
    }

    mutating func apply(_ op: DiaryOp, isChecked: Bool = true) -> OpResult {
        merge.apply(op, isChecked: isChecked)
    }

    mutating func write(_ op: DiaryOp) -> OpResult { merge.write(op) }

    /// The entry of an op that is or was accepted.
    func log(of op: String, _ key: EntryKey) -> ID<DiaryEntry>? { known[op] ?? entries[key]?.id }
}

// Storing.
extension OpenDiary {
    /// Writes the changes of the ops, and notifies the features that compute with them.
    mutating func store(_ tx: borrowing Tx) throws {
        guard !merge.accepted.isEmpty else { return }
        let written = try merge.changed.compactMap { key in
            try merge.histories[key].map { try renewed($0, tx) }
        }
        let released = written.flatMap { entries[$0.key]?.ops.subtracting($0.ops) ?? [] }
        for entry in written { entries[entry.key] = entry }
        try tx.insert("wellness_log", DiaryEntry.inserted, written.map(row), DiaryEntry.replacing)
        let ops = try merge.accepted.compactMap { accepted in
            try entries[accepted.key].map { entry in
                let isHeld = entry.ops.contains(accepted.op.id)
                return try StoredOp.row(accepted, of: entry.id, isHeld: isHeld, account, with: key, tx)
            }
        }
        try tx.insert("log_op", StoredOp.inserted, ops)
        try StoredOp.release(released, of: account, tx)
        head.ops += ops.count
        try head.save(tx)
        try judge(tx)
        try Scores.changed(account, written.map(\.key.date), tx)
        let isAnswer = merge.accepted.contains { !$0.op.isDelete && $0.op.device != DiaryOp.night }
        if isAnswer { try Reminders.answered(account, tx) }
    }

    /// The entry as its ops make it now.
    private mutating func renewed(_ history: EntryHistory, _ tx: borrowing Tx) throws -> DiaryEntry {
        head.seq += 1
        let former = entries[history.key]
        let id = former?.id ?? tx.newID()
        return DiaryEntry(
            id: id,
            key: history.key,
            zone: history.zone ?? .utc,
            score: history.score?.score,
            payload: try history.score?.payload.map {
                try DiaryEntry.sealedPayload.seal($0.bytes, in: id, with: key)
            },
            note: try history.note.map { try DiaryEntry.sealedNote.seal($0.utf8, in: id, with: key) },
            scoreOp: history.scoreOp?.id,
            noteOp: history.noteOp?.id,
            seq: head.seq,
            createdAt: former?.createdAt ?? tx.now,
            updatedAt: tx.now,
            deletedAt: history.isTombstone ? tx.now : nil,
            version: (former?.version ?? 0) + 1
        )
    }

    private func row(_ entry: DiaryEntry) -> SQL {
        let history = merge.histories[entry.key]
        return """
            (\(entry.id), \(account), \(entry.key.domain), \(entry.key.date), \(entry.zone), \(entry.score),
             \(entry.payload), \(entry.note), \(entry.scoreOp), \(history?.scoreOp?.stamp), \(entry.noteOp),
             \(history?.noteOp?.stamp), \(entry.seq), \(entry.createdAt), \(entry.updatedAt), \(entry.deletedAt),
             \(entry.version))
            """
    }
}
