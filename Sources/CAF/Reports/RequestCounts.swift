import Kernel
import Platform
import Store

/// How many requests were opened within a period, and what has become of them.
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

/// The requests for one service.
struct ServiceCount: Codable, Sendable, RowDecodable {
    var service: Service.Code
    var requests: Int
    var drafts: Int
    var pending: Int
    var completed: Int
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

/// The requests in one status.
struct StatusCount: Codable, Sendable, RowDecodable {
    var status: ServiceRequest.Status
    var requests: Int

    init(_ row: inout Row) throws {
        status = try row.next()
        requests = try row.next()
    }
}
