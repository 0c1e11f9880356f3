import Kernel
import Platform
import Store
import Web

/// The office's dashboard.
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
                welcomeCustomers: tx.value(welcomeCustomers(at: tx.now), as: Int.self) ?? 0,
                grantedCustomers: tx.value(grantedCustomers(at: tx.now), as: Int.self) ?? 0,
                customers: tx.value(customers, as: Int.self) ?? 0
            )
        }
    }

    /// Upcoming appointments of one operator or of all.
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

    private static func welcomeCustomers(at now: Instant) -> SQL {
        "SELECT COUNT(*) FROM \(WelcomePlan.customers(at: now)) WHERE \(WelcomePlan.end) > \(now)"
    }

    private static func grantedCustomers(at now: Instant) -> SQL {
        "SELECT COUNT(*) FROM plan_grant g WHERE \(PlanGrant.isRunning(at: now))"
    }

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

/// Filters of the dashboard.
struct DashboardFilter: Query {
    /// Only requests and documents of these services.
    var service: [Service.Code]?
    /// Only requests, documents and appointments of this operator.
    var operatorId: ID<Account>?
}

/// The present numbers of the office.
struct DashboardView: View {
    /// The moment of the count.
    var at: Instant
    var requests: RequestStanding
    /// Each operator's open requests, and all requests that they have ever finished.
    var workload: [OperatorWorkload]
    /// Documents of open requests that wait for a review.
    var documentsToReview: Int
    /// Booked appointments that have not started.
    var upcomingAppointments: Int
    /// Of these, the ones that start today.
    var appointmentsToday: Int
    /// Running subscriptions, with trials and with overdue payments.
    var activeSubscriptions: Int
    /// Customers without a subscription whose free welcome plan is running.
    var welcomeCustomers: Int
    /// Customers with a running plan that the office has granted, with or without a subscription.
    var grantedCustomers: Int
    /// Active accounts of customers.
    var customers: Int
}

/// Counts of service requests.
struct RequestStanding: Codable, Sendable, RowDecodable {
    /// Open requests: submitted, in review or missing documents.
    var pending: Int
    /// Open requests without an operator.
    var unassigned: Int
    /// Waiting for a review to start.
    var submitted: Int
    /// Under review by an operator.
    var inReview: Int
    /// Waiting for the customer's documents.
    var missingDocuments: Int
    /// Not submitted yet.
    var drafts: Int
    /// Due today or on the next working day.
    var dueSoon: Int
    /// Open, and past their due time.
    var overdue: Int
    /// Submitted since midnight, in the office's time zone.
    var submittedToday: Int
    /// Completed or rejected since midnight, in the office's time zone.
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
