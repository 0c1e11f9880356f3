import Kernel
import Platform
import Store
import Web

/// The weekly reports of an office, each in one answer.
enum OfficeReports {
    static let routes = rows.tagged("Reports")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                               handler           needs
        Get  ("/admin/reports/service-requests",  serviceRequests,  .reportsRead,  "Get the service request report", details: "Requests by service and by status, and how long they took.")
        Get  ("/admin/reports/subscriptions",     subscriptions,    .reportsRead,  "Get the subscription report", details: "Subscriptions by plan, the revenue from plans and other purchases, and churn.")
        Get  ("/admin/reports/performance",       performance,      .reportsRead,  "Get the performance report", details: "Resolution times, compliance with the promised times, and the operators' workload.")
    }
}

extension OfficeReports {
    static func serviceRequests(_ call: Call, filter: RequestReportFilter) async throws -> RequestReportView {
        try filter.check()
        let context = call.reportContext
        return try await call.db.read { tx in
            let services: [ServiceCount] = try tx.all(
                "\(RequestCounts.byService(filter, context)) ORDER BY service"
            )
            return RequestReportView(
                period: ReportPeriodView(filter.period),
                requests: services.reduce(0) { $0 + $1.requests },
                byService: services,
                byStatus: try tx.all("\(RequestCounts.byStatus(filter, context)) ORDER BY status"),
                processingTime: try ResolutionTime.overall(filter, context, tx),
                processingTimeByService: try serviceTimes(filter, context, tx)
            )
        }
    }

    static func performance(_ call: Call, filter: RequestReportFilter) async throws -> PerformanceReportView {
        try filter.check()
        let context = call.reportContext
        return try await call.db.read { tx in
            PerformanceReportView(
                period: ReportPeriodView(filter.period),
                resolution: try ResolutionTime.overall(filter, context, tx),
                byService: try serviceTimes(filter, context, tx),
                operators: try tx.all(
                    "\(OperatorWorkload.query(filter, context)) ORDER BY operator, operator_id"
                )
            )
        }
    }

    private static func serviceTimes(
        _ filter: RequestReportFilter,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> [ServiceTime] {
        try tx.all("\(ResolutionTimes.byService(filter, context)) ORDER BY service")
    }
}

/// The days of a report, in the office's time zone.
struct ReportPeriodView: Codable, Sendable {
    /// The first day; absent without a lower bound.
    var from: CivilDate?
    /// The last day; absent without an upper bound.
    var to: CivilDate?

    init(_ period: ReportPeriod) {
        from = period.from
        to = period.to
    }
}

/// Requests created and requests finished within the period.
struct RequestReportView: View {
    var period: ReportPeriodView
    /// The number of requests created within the period.
    var requests: Int
    /// Requests created within the period, by service.
    var byService: [ServiceCount]
    /// Requests created within the period, by their current status.
    var byStatus: [StatusCount]
    /// Over all requests finished within the period.
    var processingTime: ResolutionTime
    /// The same by service.
    var processingTimeByService: [ServiceTime]
}

/// The office's performance: requests finished within the period, and the current workload.
struct PerformanceReportView: View {
    var period: ReportPeriodView
    /// Over all requests finished within the period.
    var resolution: ResolutionTime
    /// The same by service.
    var byService: [ServiceTime]
    /// By name.
    var operators: [OperatorWorkload]
}
