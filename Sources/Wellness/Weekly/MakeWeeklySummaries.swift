import Kernel
import Platform
import Store

/// Makes the summary of the week that has just ended, from Monday 07:00 in each person's zone on.
///
/// People who agreed to the mail are notified.
/// It finds the people itself, because a job for each would show administrators which of them keep a diary.
struct MakeWeeklySummaries: Job {
    static let kind = "wellness.make_weekly_summaries"
    static let policy = JobPolicy(queue: .scoring, timeout: .minutes(30))

    /// After this time a mail would come too late; reading makes missing summaries.
    private static let hours = 7..<13
    private static let batch = 25

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, now) = (call.site, call.now)
        let zones = try await site.db.read { tx in try Self.zones(at: site, tx) }.filter { zone in
            let (date, time) = zone.civil(now)
            return date.weekday == 1 && Self.hours.contains(time.hour)
        }
        // It is the same date wherever it is Monday.
        guard let monday = zones.first?.civil(now).date else { return .done }
        let week = ISOWeek(containing: monday).previous
        var previous: ID<Account>?
        while true {
            let after = previous
            let people = try await site.db.read { tx in
                try Self.people(after: after, in: zones, without: week, at: site, tx)
            }
            guard let last = people.last else { return .done }
            try await site.db.write { tx in
                for account in people { try Self.make(week, of: account, at: site, tx) }
            }
            previous = last
        }
    }

    /// The zones of all people; people who named none are in the product's zone.
    private static func zones(at site: Site, _ tx: borrowing Tx) throws -> [Zone] {
        let named: [Zone] = try tx.values(
            "SELECT DISTINCT s.time_zone FROM person_setting s WHERE s.time_zone IS NOT NULL"
        )
        return named.contains(site.product.zone) ? named : named + [site.product.zone]
    }

    private static func people(
        after previous: ID<Account>?,
        in zones: [Zone],
        without week: ISOWeek,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> [ID<Account>] {
        let dates = week.dates
        let rest: SQL? = previous.map { "AND a.id > \($0)" }
        return try tx.values(
            """
            SELECT a.id FROM account a LEFT JOIN person_setting s ON s.account_id = a.id
             WHERE a.state = \(Account.State.active)
               AND COALESCE(s.time_zone, \(site.product.zone)) \(in: zones) \(rest)
               AND NOT EXISTS (SELECT 1 FROM weekly_summary w
                                WHERE w.account_id = a.id AND w.week = \(dates.lowerBound) AND w.told_at IS NOT NULL)
               AND EXISTS (SELECT 1 FROM wellness_log l
                            WHERE l.account_id = a.id AND l.deleted_at IS NULL
                              AND l.local_date BETWEEN \(dates.lowerBound) AND \(dates.upperBound))
             ORDER BY a.id LIMIT \(batch)
            """
        )
    }

    private static func make(
        _ week: ISOWeek,
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard let summary = try WeeklySummary.make(week, of: account, at: site, tx) else { return }
        let isFirst = try tx.execute(
            "UPDATE weekly_summary SET told_at = \(tx.now) WHERE id = \(summary.id) AND told_at IS NULL"
        )
        if isFirst == 1 { try summary.notify(account, at: site, tx) }
    }
}

extension WeeklySummary {
    /// A link, never the contents.
    fileprivate func notify(_ account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws {
        guard try Consent.isGranted(.weeklyMail, by: account, tx) else { return }
        let page = "\(site.dependencies.pagesAddress)/weekly/\(week.rawValue)"
        let notice = Notice(
            template: .weeklyReady,
            values: ["week": week.rawValue, "link": page],
            key: "weekly:\(week.rawValue)"
        )
        try Notifications.notify(account, notice, tx)
    }
}
