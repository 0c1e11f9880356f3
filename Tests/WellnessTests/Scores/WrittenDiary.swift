import Kernel
import Platform
import Store
import TestKit

@testable import Wellness

/// The date in Rome on which worlds begin, a Saturday.
let today = day("2026-11-21")

extension World {
    /// Writes scores straight into the tables, for dates that a client could no longer write; the last of each list is
    /// that of `last`, nil is a date without an entry.
    func write(
        _ scores: [String: [Int?]],
        of person: Person,
        through last: CivilDate = today
    ) async throws {
        let account = try await account(of: person)
        try await db.write { tx in
            _ = try DiaryHead.locked(of: account, tx)
            var dates: Set<CivilDate> = []
            for (domain, list) in scores.sorted(by: { $0.key < $1.key }) {
                for (place, score) in list.enumerated() {
                    guard let score else { continue }
                    let date = last + (place + 1 - list.count)
                    dates.insert(date)
                    try tx.execute("UPDATE wellness_diary SET seq = seq + 1 WHERE account_id = \(account)")
                    try tx.execute(
                        """
                        INSERT INTO wellness_log (id, account_id, domain, local_date, zone, score, score_op, score_stamp,
                                                  seq, created_at, updated_at, version)
                        SELECT \(tx.newID(of: DiaryEntry.self)), \(account), \(domain), \(date), 'Europe/Rome', \(score),
                               'test', \(tx.now), d.seq, \(tx.now), \(tx.now), 1
                          FROM wellness_diary d WHERE d.account_id = \(account)
                        """
                    )
                }
            }
            try Scores.changed(account, dates, tx)
        }
    }

    /// `rows` is what follows `FROM`.
    func number(of rows: SQL) async throws -> Int {
        try await db.read { tx in try tx.value("SELECT COUNT(*) FROM \(rows)", as: Int.self) ?? 0 }
    }
}

extension JSONValue {
    /// The element with that date among those of a list.
    func on(_ date: CivilDate) -> JSONValue? {
        elements.first { $0["date"]?.stringValue == date.description }
    }
}

/// `[7, 7, 7]` for `times(3, 7)`.
func times(_ count: Int, _ score: Int?) -> [Int?] { Array(repeating: score, count: count) }
