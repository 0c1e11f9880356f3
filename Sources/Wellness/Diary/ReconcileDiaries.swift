import Kernel
import Platform
import Store

/// Deletes copies of one entry on an adjacent date, which devices made when they crossed midnight or the date line.
///
/// It handles the diaries with changes since the last night, some at a time.
struct ReconcileDiaries: Job {
    static let kind = "wellness.reconcile_diaries"
    static let policy = JobPolicy(queue: .maintenance, timeout: .hours(1))

    private static let batch = 50

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            try tx.execute(
                "UPDATE log_conflict SET state = 'expired' WHERE state = 'open' AND expires_at <= \(tx.now)"
            )
        }
        while try await call.db.write({ tx in try Self.reconcileBatch(at: call.site, tx) }) {}
        return .done
    }

    /// False when no diary has changes left.
    private static func reconcileBatch(at site: Site, _ tx: borrowing Tx) throws -> Bool {
        let accounts: [ID<Account>] = try tx.values(
            "SELECT account_id FROM wellness_diary WHERE seq > reconciled_seq ORDER BY account_id LIMIT \(batch)"
        )
        guard !accounts.isEmpty else { return false }
        let suspects = Dictionary(grouping: try Suspect.list(of: accounts, tx), by: \.account)
        for (account, suspects) in suspects.sorted(by: { $0.key < $1.key }) {
            try reconcile(account, suspects.map(\.key), at: site, tx)
        }
        try tx.execute("UPDATE wellness_diary SET reconciled_seq = seq WHERE account_id \(in: accounts)")
        return accounts.count == batch
    }

    private static func reconcile(
        _ account: ID<Account>,
        _ keys: [EntryKey],
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let desk = try LockedDiary(of: account, at: site, tx)
        var diary = try desk.open(keys, [], tx)
        let writes = Set(keys).compactMap { key in
            diary.merge.histories[key].flatMap { history in
                diary.entries[key].flatMap { SingleWrite(history, seq: $0.seq) }
            }
        }
        let byKey = Dictionary(writes.map { ($0.key, $0) }) { first, _ in first }
        let copies = Reconciliation.copies(among: writes).compactMap { byKey[$0] }
        guard !copies.isEmpty else { return }
        for copy in copies { _ = diary.write(copy.deletion(tx)) }
        try diary.store(tx)
        let lost = copies.compactMap { copy in diary.entries[copy.key].map { copy.lost(from: $0) } }
        try StoredConflict.open(lost, of: account, tx)
    }
}

extension SingleWrite {
    fileprivate func deletion(_ tx: borrowing Tx) -> DiaryOp {
        DiaryOp(
            id: tx.newID(of: DiaryOp.self).description,
            key: key,
            zone: op.zone,
            device: DiaryOp.night,
            at: tx.now,
            change: .delete
        )
    }

    fileprivate func lost(from entry: DiaryEntry) -> LostRegisters {
        LostRegisters(
            log: entry.id,
            op: op.id,
            kind: .reconciled,
            score: op.score.value != nil,
            note: op.note.value != nil
        )
    }
}

/// An entry with one on an adjacent date that the same device wrote at the same moment.
private struct Suspect: RowDecodable {
    let account: ID<Account>
    let key: EntryKey

    init(_ row: inout Row) throws {
        account = try row.next()
        key = EntryKey(domain: try row.next(), date: try row.next())
    }

    /// Both entries of each pair of which at least one has changed since the last night.
    static func list(of accounts: [ID<Account>], _ tx: borrowing Tx) throws -> [Suspect] {
        let pairs: SQL =
            """
            wellness_diary d
              JOIN wellness_log l ON l.account_id = d.account_id AND l.seq > d.reconciled_seq AND l.deleted_at IS NULL
              JOIN log_op o ON o.account_id = l.account_id AND o.op_id = COALESCE(l.score_op, l.note_op)
              JOIN wellness_log n ON n.account_id = l.account_id AND n.domain = l.domain AND n.deleted_at IS NULL
                                 AND n.local_date IN (l.local_date - 1, l.local_date + 1)
              JOIN log_op p ON p.account_id = n.account_id AND p.op_id = COALESCE(n.score_op, n.note_op)
             WHERE d.account_id \(in: accounts) AND p.at = o.at AND p.device = o.device
               AND o.device NOT IN (\(DiaryOp.server), \(DiaryOp.night))
            """
        return try tx.all(
            """
            SELECT l.account_id, l.domain, l.local_date FROM \(pairs)
             UNION SELECT l.account_id, l.domain, n.local_date FROM \(pairs)
            """
        )
    }
}
