import Kernel
import Store

/// The sum and the number of all marks about one kind, such as providers, in the year before a day.
///
/// Frozen at midnight UTC, so that scores do not change by what happens to others during the day.
package struct SiteMean: RowDecodable, Hashable {
    package let total: Int
    package let count: Int

    package init(total: Int, count: Int) {
        self.total = total
        self.count = count
    }

    package init(_ row: inout Row) throws {
        total = try row.next()
        count = try row.next()
    }

    package var value: Double { Double(total) / Double(count) }

    private static let window = 365

    /// The newest frozen mean of a day up to now; nil before the first night.
    static func frozen(about kind: String, at now: Instant, _ tx: borrowing Tx) throws -> SiteMean? {
        try tx.first(
            """
            SELECT m.total, m.n FROM review_mean m
             WHERE m.about_kind = \(kind) AND m.day <= \(Zone.utc.civil(now).date) ORDER BY m.day DESC LIMIT 1
            """
        )
    }

    /// Freezes the means of the day that began last; a second time changes nothing.
    static func freeze(_ tx: borrowing Tx) throws {
        let day = Zone.utc.civil(tx.now).date
        let (start, end) = (midnight(of: day + -window), midnight(of: day))
        let isRecent: SQL = "r.published_at >= \(start)"
        try tx.execute(
            """
            INSERT INTO review_mean (about_kind, day, total, n)
            SELECT r.about_kind, CAST(\(day) AS \(pg: "date", sqlite: "INTEGER")),
                   \(SQL.sum(of: "CASE WHEN \(isRecent) THEN r.overall END")), COUNT(*) FILTER (WHERE \(isRecent))
              FROM review r
             WHERE r.state = \(Review.State.published) AND NOT r.is_flagged AND r.published_at < \(end)
             GROUP BY r.about_kind
                ON CONFLICT (about_kind, day) DO NOTHING
            """
        )
    }

    private static func midnight(of day: CivilDate) -> Instant { Zone.utc.instant(of: day, at: .midnight) }
}

/// Freezes the site's means of the new day.
struct FreezeSiteMeans: Job {
    static let kind = "reviews.freeze_means"

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in try SiteMean.freeze(tx) }
        return .done
    }
}
