import Kernel
import Platform
import Store

/// Counts of the requests created within a period, by their current status.
enum RequestCounts {
    static func byService(_ filter: RequestReportFilter, _ context: ReportContext) -> SQL {
        """
        SELECT r.service AS service, COUNT(*) AS requests, \(outcomes)
          FROM service_request r WHERE \(filter.opened(in: context.zone)) GROUP BY r.service
        """
    }

    static func byStatus(_ filter: RequestReportFilter, _ context: ReportContext) -> SQL {
        """
        SELECT r.status AS status, COUNT(*) AS requests
          FROM service_request r WHERE \(filter.opened(in: context.zone)) GROUP BY r.status
        """
    }

    private static let outcomes: SQL =
        """
        COUNT(CASE WHEN r.status = 'draft' THEN 1 END) AS drafts,
        COUNT(CASE WHEN r.status IN ('submitted', 'in_review', 'missing_documents') THEN 1 END) AS pending,
        COUNT(CASE WHEN r.status IN ('completed', 'closed') THEN 1 END) AS completed,
        COUNT(CASE WHEN r.status = 'rejected' THEN 1 END) AS rejected
        """
}

/// Requests for one service.
struct ServiceCount: Codable, Sendable, RowDecodable {
    var service: Service.Code
    /// All requests created within the period.
    var requests: Int
    /// Of these, the drafts.
    var drafts: Int
    /// Of these, submitted, in review or missing documents.
    var pending: Int
    /// Of these, completed or closed.
    var completed: Int
    /// Of these, rejected.
    var rejected: Int

    init(_ row: inout Row) throws {
        service = try row.next()
        requests = try row.next()
        drafts = try row.next()
        pending = try row.next()
        completed = try row.next()
        rejected = try row.next()
    }
}

/// Requests in one status.
struct StatusCount: Codable, Sendable, RowDecodable {
    var status: ServiceRequest.Status
    /// All requests created within the period.
    var requests: Int

    init(_ row: inout Row) throws {
        status = try row.next()
        requests = try row.next()
    }
}
