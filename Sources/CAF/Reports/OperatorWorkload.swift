import Kernel
import Platform
import Store

/// An operator's open requests now, and the requests finished within the period.
struct OperatorWorkload: Codable, Sendable, RowDecodable {
    var operatorId: ID<Account>
    /// First and last name.
    var `operator`: String
    /// Open requests: submitted, in review or missing documents.
    var assigned: Int
    /// Open requests that are due today or on the next working day.
    var dueSoon: Int
    /// Open requests past their due time.
    var overdue: Int
    /// Open requests that wait for the customer's documents.
    var paused: Int
    /// Over the operator's requests finished within the period.
    var resolution: ResolutionTime

    init(_ row: inout Row) throws {
        operatorId = try row.next()
        `operator` = try row.next()
        assigned = try row.next()
        dueSoon = try row.next()
        overdue = try row.next()
        paused = try row.next()
        resolution = try ResolutionTime(&row)
    }
}

extension OperatorWorkload {
    /// All active operators, and all accounts with open or finished requests.
    static func query(_ filter: RequestReportFilter, _ context: ReportContext) -> SQL {
        let only: SQL? = filter.operatorId.map { "AND a.id = \($0)" }
        return """
            SELECT a.id AS operator_id, p.first_name || ' ' || p.last_name AS operator,
                   COALESCE(o.assigned, 0) AS assigned, COALESCE(o.due_soon, 0) AS due_soon,
                   COALESCE(o.overdue, 0) AS overdue, COALESCE(o.paused, 0) AS paused,
                   COALESCE(f.finished, 0) AS finished, f.mean_seconds AS mean_seconds, f.median_seconds AS median_seconds,
                   f.p90_seconds AS p90_seconds, f.longest_seconds AS longest_seconds, COALESCE(f.met, 0) AS met,
                   COALESCE(f.missed, 0) AS missed, f.met_percent AS met_percent
              FROM account a JOIN profile p ON p.account_id = a.id
              LEFT JOIN (\(onDesk(filter, context))) o ON o.operator_id = a.id
              LEFT JOIN (\(ResolutionTimes.of(filter, by: "r.operator_id", context))) f ON f.grouped = a.id
             WHERE ((a.role = \(Role.operator.name) AND a.state = \(Account.State.active))
                    OR o.operator_id IS NOT NULL OR f.grouped IS NOT NULL) \(only)
            """
    }

    private static func onDesk(_ filter: RequestReportFilter, _ context: ReportContext) -> SQL {
        let lines = ServiceClock.Lines(at: context.now)
        return """
            SELECT r.operator_id AS operator_id, COUNT(*) AS assigned,
                   COUNT(CASE WHEN \(ServiceClock.State.dueSoon.condition(at: lines)) THEN 1 END) AS due_soon,
                   COUNT(CASE WHEN \(ServiceClock.State.overdue.condition(at: lines)) THEN 1 END) AS overdue,
                   COUNT(CASE WHEN \(ServiceClock.State.paused.condition(at: lines)) THEN 1 END) AS paused
              FROM service_request r
             WHERE r.status IN ('submitted', 'in_review', 'missing_documents') AND r.operator_id IS NOT NULL
               AND \(filter.kind)
             GROUP BY r.operator_id
            """
    }
}
