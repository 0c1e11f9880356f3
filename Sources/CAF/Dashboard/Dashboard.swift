import Kernel
import Platform
import Store
import Web

/// What the office sees when it opens in the morning.
enum Dashboard {
    static let routes = rows.tagged("Dashboard")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                       handler  needs
        Get  ("/admin/dashboard/stats",   stats,   .reportsRead,  "Get dashboard statistics", details: "Open requests, overdue requests, and each operator's workload at this moment.")
    }

    static func stats(_ call: Call, filter: DashboardFilter) async throws -> DashboardView {
        let context = call.reportContext
        let requests = RequestReportFilter(service: filter.service, operatorId: filter.operatorId)
        return try await call.db.read { tx in
            try DashboardView(
                at: tx.now,
                requests: tx.one(RequestStanding.query(requests, context)),
                workload: tx.all(
                    "\(OperatorWorkload.query(requests, context)) ORDER BY operator, operator_id"
                ),
                documentsToReview: tx.value(documentsToReview(requests), as: Int.self) ?? 0,
                upcomingAppointments: tx.value(
                    upcomingAppointments(filter.operatorId, before: nil, at: tx.now),
                    as: Int.self
                ) ?? 0,
                appointmentsToday: tx.value(
                    upcomingAppointments(filter.operatorId, before: context.endOfToday, at: tx.now),
                    as: Int.self
                ) ?? 0,
                activeSubscriptions: tx.value(activeSubscriptions, as: Int.self) ?? 0,
                customers: tx.value(customers, as: Int.self) ?? 0
            )
        }
    }

    /// Of this operator, or of all; those of today are the ones that are still to come.
    private static func upcomingAppointments(
        _ operator: ID<Account>?,
        before end: Instant?,
        at now: Instant
    ) -> SQL {
        let mine: SQL? = `operator`.map { "AND w.account_id = \($0)" }
        let soon: SQL? = end.map { "AND b.starts_at < \($0)" }
        return """
            SELECT COUNT(*) FROM appointment t JOIN booking b ON b.id = t.id JOIN booking_resource w ON w.id = b.resource_id
             WHERE t.status = 'booked' AND b.starts_at >= \(now) \(mine) \(soon)
            """
    }

    private static let activeSubscriptions: SQL =
        "SELECT COUNT(*) FROM subscription s WHERE \(PlanSubscriptions.isActive)"

    private static let customers: SQL =
        "SELECT COUNT(*) FROM account a WHERE a.role = \(Role.customer.name) AND a.state = \(Account.State.active)"

    private static func documentsToReview(_ filter: RequestReportFilter) -> SQL {
        """
        SELECT COUNT(*) FROM document d JOIN service_request r ON r.id = d.request_id
         WHERE d.state = 'pending' AND r.status IN ('submitted', 'in_review', 'missing_documents') AND \(filter.kind)
        """
    }
}

extension ReportContext {
    fileprivate var endOfToday: Instant { zone.instant(of: zone.civil(now).date + 1, at: .midnight) }
}

/// Whose and what work is looked at.
struct DashboardFilter: Query {
    var service: [Service.Code]?
    var operatorId: ID<Account>?
}

/// The morning's numbers.
struct DashboardView: View {
    var at: Instant
    var requests: RequestStanding
    /// Each operator's desk; what they finished is of all time.
    var workload: [OperatorWorkload]
    var documentsToReview: Int
    /// Booked, and not begun.
    var upcomingAppointments: Int
    var appointmentsToday: Int
    /// With those on trial and those whose payment is late.
    var activeSubscriptions: Int
    /// Active accounts of customers.
    var customers: Int
}

/// How the requests stand that are not done with.
struct RequestStanding: Codable, Sendable, RowDecodable {
    /// Handed in and neither completed nor rejected.
    var pending: Int
    /// Of them those that nobody has taken.
    var unassigned: Int
    var submitted: Int
    var inReview: Int
    var missingDocuments: Int
    var drafts: Int
    var dueSoon: Int
    var overdue: Int
    var submittedToday: Int
    var finishedToday: Int

    init(_ row: inout Row) throws {
        pending = try row.next()
        unassigned = try row.next()
        submitted = try row.next()
        inReview = try row.next()
        missingDocuments = try row.next()
        drafts = try row.next()
        dueSoon = try row.next()
        overdue = try row.next()
        submittedToday = try row.next()
        finishedToday = try row.next()
    }

    static func query(_ filter: RequestReportFilter, _ context: ReportContext) -> SQL {
        let lines = ServiceClock.Lines(at: context.now)
        let today = context.zone.instant(of: context.zone.civil(context.now).date, at: .midnight)
        return """
            SELECT COUNT(CASE WHEN r.status IN ('submitted', 'in_review', 'missing_documents') THEN 1 END),
                   COUNT(CASE WHEN r.status IN ('submitted', 'in_review', 'missing_documents')
                               AND r.operator_id IS NULL THEN 1 END),
                   COUNT(CASE WHEN r.status = 'submitted' THEN 1 END),
                   COUNT(CASE WHEN r.status = 'in_review' THEN 1 END),
                   COUNT(CASE WHEN r.status = 'missing_documents' THEN 1 END),
                   COUNT(CASE WHEN r.status = 'draft' THEN 1 END),
                   COUNT(CASE WHEN \(ServiceClock.State.dueSoon.condition(at: lines)) THEN 1 END),
                   COUNT(CASE WHEN \(ServiceClock.State.overdue.condition(at: lines)) THEN 1 END),
                   COUNT(CASE WHEN r.submitted_at >= \(today) THEN 1 END),
                   COUNT(CASE WHEN r.stopped_at >= \(today) THEN 1 END)
              FROM service_request r WHERE \(filter.kind)
            """
    }
}
