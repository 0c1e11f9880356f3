import Kernel
import Platform
import Store

/// The logs of one person, as the figures read them.
enum DiaryReading {
    /// The scores of the dates.
    static func scores(
        of account: ID<Account>,
        in dates: ClosedRange<CivilDate>,
        _ tx: borrowing Tx
    ) throws -> [DiaryScore] {
        try tx.all(
            """
            SELECT l.domain, l.local_date, l.score FROM wellness_log l
             WHERE l.account_id = \(account) AND l.score IS NOT NULL
               AND l.local_date BETWEEN \(dates.lowerBound) AND \(dates.upperBound)
            """
        )
    }

    /// The dates with an entry, be it a score or a note, up to `last`.
    static func dates(
        of account: ID<Account>,
        through last: CivilDate? = nil,
        _ tx: borrowing Tx
    ) throws -> Set<CivilDate> {
        let bound: SQL? = last.map { "AND l.local_date <= \($0)" }
        let dates: [CivilDate] = try tx.values(
            """
            SELECT DISTINCT l.local_date FROM wellness_log l
             WHERE l.account_id = \(account) AND l.deleted_at IS NULL \(bound)
            """
        )
        return Set(dates)
    }

    static func zones(of account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws -> ZoneHistory {
        let changes = try ZoneChange.list(of: account, tx)
        let first = try changes.first?.from ?? PersonZone.of(account, at: site, tx)
        return ZoneHistory(first, changes.map { .init(to: $0.to, at: $0.at) })
    }

    /// The person's local date.
    static func today(of account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws -> CivilDate {
        try PersonZone.of(account, at: site, tx).civil(tx.now).date
    }
}

extension ScoredDiary {
    static func read(
        of account: ID<Account>,
        in dates: ClosedRange<CivilDate>,
        by domains: DomainTable,
        _ tx: borrowing Tx
    ) throws -> ScoredDiary {
        ScoredDiary(try DiaryReading.scores(of: account, in: dates, tx), by: domains)
    }
}

extension DiaryScore: RowDecodable {
    init(_ row: inout Row) throws {
        domain = try row.next()
        date = try row.next()
        score = try row.next()
    }
}
