import Kernel
import Platform
import Store

/// How many subscriptions to a plan run now, and how many have ended.
struct PlanSubscriptions: Codable, Sendable, RowDecodable {
    var plan: String
    /// With those on trial and those whose payment is late.
    var active: Int
    var trialing: Int
    var pastDue: Int
    /// Active, and not to be renewed.
    var ending: Int
    var expired: Int

    init(_ row: inout Row) throws {
        plan = try row.next()
        active = try row.next()
        trialing = try row.next()
        pastDue = try row.next()
        ending = try row.next()
        expired = try row.next()
    }
}

extension PlanSubscriptions {
    static func byPlan(_ filter: SubscriptionReportFilter, _ context: ReportContext) -> SQL {
        """
        SELECT s.plan_key AS plan, COUNT(CASE WHEN \(isActive) THEN 1 END) AS active,
               COUNT(CASE WHEN s.status = 'trialing' THEN 1 END) AS trialing,
               COUNT(CASE WHEN s.status = 'past_due' THEN 1 END) AS past_due,
               COUNT(CASE WHEN \(isActive) AND s.cancel_at_period_end THEN 1 END) AS ending,
               COUNT(CASE WHEN s.status IN ('canceled', 'unpaid', 'paused') THEN 1 END) AS expired
          FROM subscription s WHERE \(isReal) AND \(filter.covers("s.plan_key")) GROUP BY s.plan_key
        """
    }

    static let isActive: SQL = "s.status IN ('trialing', 'active', 'past_due')"
    /// What was never paid for the first time never began.
    static let isReal: SQL = "s.status NOT IN ('incomplete', 'incomplete_expired')"
}

/// One month of subscriptions: how many there were at its beginning, how many came, how many went.
struct MonthlyChurn: Codable, Sendable, RowDecodable {
    /// As `2026-11`.
    var month: String
    var atStart: Int
    var started: Int
    var ended: Int
    /// Of those at the start, how many ended within the month.
    var churned: Int
    /// Nil when there were none to lose.
    var churnPercent: Double?

    init(_ row: inout Row) throws {
        month = try row.next()
        atStart = try row.next()
        started = try row.next()
        ended = try row.next()
        churned = try row.next()
        churnPercent = try row.next(Int?.self).map { Double($0) / 100 }
    }
}

extension MonthlyChurn {
    static func byMonth(_ filter: SubscriptionReportFilter, _ context: ReportContext) -> SQL {
        """
        SELECT c.month AS month, c.at_start AS at_start, c.started AS started, c.ended AS ended, c.churned AS churned,
               CASE WHEN c.at_start > 0 THEN c.churned * 10000 / c.at_start END AS churn_percent
          FROM (SELECT m.month, COUNT(CASE WHEN \(isAtStart) THEN 1 END) AS at_start,
                       COUNT(CASE WHEN s.started_at >= m.starts_at AND s.started_at < m.ends_at THEN 1 END) AS started,
                       COUNT(CASE WHEN \(endsWithin) THEN 1 END) AS ended,
                       COUNT(CASE WHEN \(isAtStart) AND \(endsWithin) THEN 1 END) AS churned
                  FROM (\(calendar(filter, context))) m
                  LEFT JOIN subscription s ON \(PlanSubscriptions.isReal) AND \(filter.covers("s.plan_key"))
                 GROUP BY m.month) c
        """
    }

    private static let isAtStart: SQL =
        "s.started_at < m.starts_at AND (s.ended_at IS NULL OR s.ended_at >= m.starts_at)"
    private static let endsWithin: SQL = "s.ended_at >= m.starts_at AND s.ended_at < m.ends_at"

    /// The months of the office's calendar, with the moments they begin and end.
    private static func calendar(_ filter: SubscriptionReportFilter, _ context: ReportContext) -> SQL {
        let months = filter.months(context).map { month -> SQL in
            let start = context.zone.instant(of: month, at: .midnight)
            let end = context.zone.instant(of: SubscriptionReportFilter.following(month), at: .midnight)
            return """
                SELECT CAST(\(String(month.description.prefix(7))) AS text) AS month, \(moment(start)) AS starts_at,
                       \(moment(end)) AS ends_at
                """
        }
        return months.dropFirst().reduce(months.first ?? nothing) { "\($0) UNION ALL \($1)" }
    }

    private static let nothing: SQL =
        "SELECT '' AS month, \(pg: "now()", sqlite: "0") AS starts_at, \(pg: "now()", sqlite: "0") AS ends_at WHERE FALSE"

    private static func moment(_ instant: Instant) -> SQL {
        "CAST(\(instant) AS \(pg: "timestamptz", sqlite: "integer"))"
    }
}
