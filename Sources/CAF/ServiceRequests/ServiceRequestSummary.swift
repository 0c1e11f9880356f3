import Kernel
import Platform
import Store
import Web

/// A service request in a list, without its sections.
///
/// It writes its own JSON, because lists are read most.
struct ServiceRequestSummary: View {
    var id: ID<ServiceRequest>
    var service: Service.Code
    /// The year that the request is about.
    var taxYear: TaxYear
    var status: ServiceRequest.Status
    var customerId: ID<Account>
    /// First and last name.
    var customerName: String
    /// The assigned operator; absent while there is none, as in a draft or in the queue.
    var operatorId: ID<Account>?
    /// The time at which the draft was opened.
    var createdAt: Instant
    /// The start of the waiting time: the submission, or the creation of a draft.
    var queuedAt: Instant
    /// The last change, such as an answer, a new status or a new operator.
    var updatedAt: Instant
    /// Absent while the request is a draft.
    var submittedAt: Instant?
    /// The end of the promised time, moved by pauses; absent while the request is a draft.
    var dueAt: Instant?
    /// How the request stands against its promised time; absent while it is a draft.
    var slaState: ServiceClock.State?
    /// From the customer's subscription plan, 0 to 9; requests with a higher value come first in the queue.
    var priority: Int
    /// The value for `If-Match`, raised by every change.
    var version: Int
}

/// A summary from the database, before the state of its clock is known.
struct ServiceRequestLine: Record {
    var summary: ServiceRequestSummary
    let clock: ServiceClock?

    static let columns: SQL =
        """
        r.id, r.service, r.tax_year, r.status, r.customer_id, p.first_name, p.last_name, r.operator_id, r.created_at,
        r.queued_at, r.updated_at, r.submitted_at, \(ServiceClock.columns), r.priority, r.version
        """

    init(_ row: inout Row) throws {
        (summary, clock) = try ServiceRequestSummary.read(&row)
    }

    func summary(at lines: ServiceClock.Lines) -> ServiceRequestSummary {
        var summary = summary
        summary.slaState = clock?.state(at: lines)
        return summary
    }
}

extension ServiceRequestSummary {
    fileprivate static func read(_ row: inout Row) throws -> (ServiceRequestSummary, ServiceClock?) {
        var summary = try ServiceRequestSummary(
            id: row.next(),
            service: row.next(),
            taxYear: row.next(),
            status: row.next(),
            customerId: row.next(),
            customerName: "\(row.next(String.self)) \(row.next(String.self))",
            operatorId: row.next(),
            createdAt: row.next(),
            queuedAt: row.next(),
            updatedAt: row.next(),
            submittedAt: row.next(),
            priority: 0,
            version: 0
        )
        let clock = try ServiceClock.read(&row)
        summary.dueAt = clock?.dueAt
        summary.priority = try row.next()
        summary.version = try row.next()
        return (summary, clock)
    }

    static func list(
        _ filter: ServiceRequestFilter,
        _ page: PageRequest,
        for call: Call
    ) async throws -> Page<ServiceRequestSummary> {
        let now = call.now
        let conditions = [ServiceRequest.visible(to: call.scope)] + filter.conditions(at: now)
        let lines: Page<ServiceRequestLine> = try await call.db.page(
            page,
            "SELECT \(ServiceRequestLine.columns) FROM \(ServiceRequest.source) WHERE \(SQL.all(conditions))",
            order: filter.order
        )
        let clock = ServiceClock.Lines(at: now)
        return lines.map { $0.summary(at: clock) }
    }
}

extension ServiceRequestSummary: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.raw("{\"id\":")
        writer.id(id)
        writer.raw(",\"service\":")
        writer.string(service.rawValue)
        writer.raw(",\"tax_year\":")
        writer.integer(taxYear.value)
        writer.raw(",\"status\":")
        writer.string(status.rawValue)
        writer.raw(",\"customer_id\":")
        writer.id(customerId)
        writer.raw(",\"customer_name\":")
        writer.string(customerName)
        if let operatorId {
            writer.raw(",\"operator_id\":")
            writer.id(operatorId)
        }
        writer.raw(",\"created_at\":")
        writer.instant(createdAt)
        writer.raw(",\"queued_at\":")
        writer.instant(queuedAt)
        writer.raw(",\"updated_at\":")
        writer.instant(updatedAt)
        if let submittedAt {
            writer.raw(",\"submitted_at\":")
            writer.instant(submittedAt)
        }
        if let dueAt {
            writer.raw(",\"due_at\":")
            writer.instant(dueAt)
        }
        if let slaState {
            writer.raw(",\"sla_state\":")
            writer.string(slaState.rawValue)
        }
        writer.raw(",\"priority\":")
        writer.integer(priority)
        writer.raw(",\"version\":")
        writer.integer(version)
        writer.raw("}")
    }
}
