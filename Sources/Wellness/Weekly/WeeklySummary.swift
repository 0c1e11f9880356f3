import Kernel
import Platform
import Store

/// The summary of one week of a person's diary, with a sealed body.
struct WeeklySummary: Sendable {
    let id: ID<WeeklySummary>
    let week: ISOWeek
    let madeAt: Instant
    let sealed: [UInt8]

    static let body = PersonSealedColumn("weekly_summary", "body", key: "id", account: "account_id")

    /// The figures of the week as they are shown; suggestions by their rules, because their texts depend on the reader's language.
    struct Body: Codable, Sendable {
        var domains: [WeeklyDomain]
        var total: Tenths?
        var streak: Int
        var circle: Hundredths?
        var suggestions: [Found]
    }

    /// A rule that applies, and its domain.
    struct Found: Codable, Sendable {
        var key: String
        var domain: String?
    }
}

extension WeeklySummary: Record {
    static let columns: SQL = "w.id, w.week, w.made_at, w.body"

    init(_ row: inout Row) throws {
        id = try row.next()
        week = ISOWeek(containing: try row.next())
        madeAt = try row.next()
        sealed = try row.next()
    }
}

extension WeeklySummary {
    /// Deltas, circle and streak reach into later weeks, so these are made again too.
    static func changed(_ account: ID<Account>, _ weeks: Set<ISOWeek>, _ tx: borrowing Tx) throws {
        guard let first = weeks.min() else { return }
        try tx.execute(
            """
            UPDATE weekly_summary SET is_stale = TRUE
             WHERE account_id = \(account) AND week >= \(first.dates.lowerBound) AND NOT is_stale
            """
        )
    }

    /// Nil when it is to be made, or made again.
    static func find(_ week: ISOWeek, of account: ID<Account>, _ tx: borrowing Tx) throws -> WeeklySummary? {
        try tx.first(
            """
            SELECT \(columns) FROM weekly_summary w
             WHERE w.account_id = \(account) AND w.week = \(week.dates.lowerBound) AND NOT w.is_stale
            """
        )
    }

    func body(of account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws -> Body {
        try JSON.decode(Body.self, from: Self.body.open(sealed, in: id, of: account, at: site, tx))
    }

    /// Makes the summary, once for simultaneous callers; nil for a week that is not over or has no entry.
    static func make(
        _ week: ISOWeek,
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> WeeklySummary? {
        if let made = try find(week, of: account, tx) { return made }
        guard try week.dates.upperBound < DiaryReading.today(of: account, at: site, tx) else { return nil }
        guard let body = try Body.computed(for: week, of: account, at: site, tx) else {
            try tx.execute(
                "DELETE FROM weekly_summary WHERE account_id = \(account) AND week = \(week.dates.lowerBound)"
            )
            return nil
        }
        try save(body, of: week, account, at: site, tx)
        return try find(week, of: account, tx)
    }

    private static func save(
        _ body: Body,
        of week: ISOWeek,
        _ account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let monday = week.dates.lowerBound
        let known: ID<WeeklySummary>? = try tx.value(
            "SELECT id FROM weekly_summary WHERE account_id = \(account) AND week = \(monday)"
        )
        let id = known ?? tx.newID()
        let sealed = try Self.body.seal(JSON.encode(body), in: id, of: account, at: site, tx)
        try tx.execute(
            """
            INSERT INTO weekly_summary (id, account_id, week, body, is_stale, made_at)
            VALUES (\(id), \(account), \(monday), \(sealed), FALSE, \(tx.now))
            ON CONFLICT (id) DO UPDATE SET body = excluded.body, is_stale = FALSE, made_at = excluded.made_at
            """
        )
    }
}

extension WeeklySummary.Body {
    /// Nil for a week without an entry.
    static func computed(
        for week: ISOWeek,
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> WeeklySummary.Body? {
        let end = week.dates.upperBound
        let dates = try DiaryReading.dates(of: account, through: end, tx)
        guard WeeklyFigures.isDue(dates, in: week) else { return nil }
        let diary = try ScoredDiary.read(
            of: account,
            in: .last(56, to: end),
            by: DiaryDomain.table(tx),
            tx
        )
        let zones = try DiaryReading.zones(of: account, at: site, tx)
        let figures = diary.weekly(week, dates: dates, in: zones)
        return WeeklySummary.Body(figures, try SuggestionRule.all(tx))
    }

    private init(_ figures: WeeklyFigures, _ rules: [SuggestionRule]) {
        domains = figures.means.domains.map { mean in
            WeeklyDomain(
                key: mean.domain.key,
                mean: mean.value.map { Tenths($0) },
                band: mean.band,
                days: mean.days,
                delta: figures.delta(of: mean.domain.key).map { Tenths($0) }
            )
        }
        total = figures.means.total.map { Tenths($0) }
        streak = figures.streak
        circle = figures.circle.share.map { Hundredths($0) }
        suggestions = figures.suggestions(rules).map { .init(key: $0.rule.key, domain: $0.domain) }
    }
}
