import Store

extension DiaryEntry {
    /// The columns of a row that ``OpenDiary`` writes.
    static let inserted: SQL =
        """
        id, account_id, domain, local_date, zone, score, payload, note, score_op, score_stamp, note_op, note_stamp, seq,
        created_at, updated_at, deleted_at, version
        """

    static let replacing: SQL =
        """
        ON CONFLICT (id) DO UPDATE
           SET zone = excluded.zone, score = excluded.score, payload = excluded.payload, note = excluded.note,
               score_op = excluded.score_op, score_stamp = excluded.score_stamp, note_op = excluded.note_op,
               note_stamp = excluded.note_stamp, seq = excluded.seq, updated_at = excluded.updated_at,
               deleted_at = excluded.deleted_at, version = excluded.version
        """
}

extension Tx {
    /// Inserts the rows, many at once; in blocks of one size, so that there are two statements.
    func insert(
        _ table: SQL,
        _ columns: SQL,
        _ rows: [SQL],
        _ conflict: SQL = .empty
    ) throws {
        let block = 50
        let whole = rows.count - rows.count % block
        for start in stride(from: 0, to: whole, by: block) {
            let values = SQL.list(Array(rows[start..<start + block]))
            try post("INSERT INTO \(table) (\(columns)) VALUES \(values) \(conflict)")
        }
        for row in rows[whole...] { try post("INSERT INTO \(table) (\(columns)) VALUES \(row) \(conflict)") }
    }
}
