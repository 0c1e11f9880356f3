import Kernel
import Platform
import Store

/// The subscriptions to one plan at present.
struct PlanSubscriptions: Codable, Sendable, RowDecodable {
    /// The name of the plan in the language of the request; for a subscription bought elsewhere its key.
    var planName: String
    /// The short name of the plan; absent for a subscription bought elsewhere.
    var planCode: String?
    /// The id of the plan.
    var plan: String
    /// Running subscriptions, with trials and with overdue payments.
    var active: Int
    /// Of these, in their trial.
    var trialing: Int
    /// Of these, with an overdue payment.
    var pastDue: Int
    /// Of these, cancelled for the end of the period.
    var ending: Int
    /// Subscriptions that ended, were paused, or were given up as unpaid.
    var expired: Int
    /// Customers whose free welcome plan is running, who count in no other figure; 0 for plans on sale.
    var welcome: Int
    /// Customers whose free welcome plan has ended without a purchase; 0 for plans on sale.
    var welcomeEnded: Int

    init(_ row: inout Row) throws {
        planName = try row.next()
        planCode = try row.next()
        plan = try row.next()
        active = try row.next()
        trialing = try row.next()
        pastDue = try row.next()
        ending = try row.next()
        expired = try row.next()
        welcome = try row.next()
        welcomeEnded = try row.next()
    }
}

extension PlanSubscriptions {
    static func named(_ filter: SubscriptionReportFilter, _ context: ReportContext) -> SQL {
        NamedPlans.beside(byPlan(filter, context), context)
    }

    static func byPlan(_ filter: SubscriptionReportFilter, _ context: ReportContext) -> SQL {
        """
        SELECT s.plan_key AS plan, COUNT(CASE WHEN \(isActive) THEN 1 END) AS active,
               COUNT(CASE WHEN s.status = 'trialing' THEN 1 END) AS trialing,
               COUNT(CASE WHEN s.status = 'past_due' THEN 1 END) AS past_due,
               COUNT(CASE WHEN \(isActive) AND s.cancel_at_period_end THEN 1 END) AS ending,
               COUNT(CASE WHEN s.status IN ('canceled', 'unpaid', 'paused') THEN 1 END) AS expired,
               0 AS welcome, 0 AS welcome_ended
          FROM subscription s WHERE \(isReal) AND \(filter.covers("s.plan_key")) GROUP BY s.plan_key
        UNION ALL
        \(welcome(filter, context))
        """
    }

    /// The row of the free welcome plan.
    private static func welcome(_ filter: SubscriptionReportFilter, _ context: ReportContext) -> SQL {
        """
        SELECT w.plan, 0, 0, 0, 0, 0, COUNT(CASE WHEN w.ends_at > \(context.now) THEN 1 END),
               COUNT(CASE WHEN w.ends_at <= \(context.now) THEN 1 END)
          FROM (SELECT \(SQL.text(ofID: "n.id")) AS plan, \(WelcomePlan.end) AS ends_at
                  FROM \(WelcomePlan.customers(at: context.now))) w
         WHERE \(filter.covers("w.plan")) GROUP BY w.plan
        """
    }

    static let isActive: SQL = "s.status IN ('trialing', 'active', 'past_due')"
    /// A subscription without a first payment never began.
    static let isReal: SQL = "s.status NOT IN ('incomplete', 'incomplete_expired')"
}

/// Subscriptions in one month: present at its start, new, and ended.
struct MonthlyChurn: Codable, Sendable, RowDecodable {
    /// Of the office's calendar, such as `2026-11`.
    var month: String
    /// Subscriptions that ran at the start of the month.
    var atStart: Int
    /// Subscriptions that began within the month.
    var started: Int
    /// Subscriptions that ended within the month.
    var ended: Int
    /// Subscriptions present at the start that ended within the month.
    var churned: Int
    /// The churned part of those at the start, from 0 to 100; absent when there were none.
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

    /// The months of the office's calendar, with their first and last moments.
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
