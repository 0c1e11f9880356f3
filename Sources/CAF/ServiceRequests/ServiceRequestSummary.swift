import Kernel
import Platform
import Store
import Web

/// A service request in a list, without its sections.
///
/// It writes its own JSON, because lists are read most.
struct ServiceRequestSummary: View {
    var id: ID<ServiceRequest>
    /// The short code by which people name the request on the telephone.
    var reference: ReferenceCode
    var service: Service.Code
    /// The name of the service, in the language of the request.
    var serviceTitle: String
    /// The year that the request is about.
    var taxYear: TaxYear
    var status: ServiceRequest.Status
    var customerId: ID<Account>
    /// First and last name.
    var customerName: String
    /// The customer's codice fiscale; absent while it is not known.
    var customerCode: CodiceFiscale?
    /// The assigned operator; absent while there is none, as in a draft or in the queue.
    var operatorId: ID<Account>?
    /// First and last name of the assigned operator; absent while there is none.
    var operatorName: String?
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

/// A summary from the database, before the state of its clock is known, with the names by which it is sorted.
struct ServiceRequestLine: Record {
    var summary: ServiceRequestSummary
    let clock: ServiceClock?
    let firstName: String
    let lastName: String
    let operatorFirstName: String?
    let operatorLastName: String?

    static let columns: SQL =
        """
        p.first_name, p.last_name, o.first_name AS operator_first_name, o.last_name AS operator_last_name,
        r.id, r.number, r.service, r.tax_year, r.status, r.customer_id, p.codice_fiscale, r.operator_id,
        r.created_at, r.queued_at, r.updated_at, r.submitted_at, \(ServiceClock.columns), r.priority, r.version
        """

    init(_ row: inout Row) throws {
        let names: (String, String) = (try row.next(), try row.next())
        let others: (String?, String?) = (try row.next(), try row.next())
        (firstName, lastName) = names
        (operatorFirstName, operatorLastName) = others
        (summary, clock) = try ServiceRequestSummary.read(&row)
        summary.customerName = "\(names.0) \(names.1)"
        summary.operatorName = others.0.map { "\($0) \(others.1 ?? "")" }
    }

    func summary(at lines: ServiceClock.Lines, in languages: [Language]) -> ServiceRequestSummary {
        var summary = summary
        summary.serviceTitle = summary.service.service.title.text(in: languages)
        summary.slaState = clock?.state(at: lines)
        return summary
    }
}

extension ServiceRequestSummary {
    fileprivate static func read(_ row: inout Row) throws -> (ServiceRequestSummary, ServiceClock?) {
        var summary = try ServiceRequestSummary(
            id: row.next(),
            reference: ReferenceCode(number: row.next()),
            service: row.next(),
            serviceTitle: "",
            taxYear: row.next(),
            status: row.next(),
            customerId: row.next(),
            customerName: "",
            customerCode: row.next(),
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
        let plans = try await filter.plans(for: call)
        let conditions = [ServiceRequest.visible(to: call.scope)] + filter.conditions(for: call, plans)
        let lines: Page<ServiceRequestLine> = try await call.db.page(
            page,
            "SELECT \(ServiceRequestLine.columns) FROM \(ServiceRequest.source) WHERE \(SQL.all(conditions))",
            order: filter.order
        )
        let clock = ServiceClock.Lines(at: now)
        return lines.map { $0.summary(at: clock, in: call.languages) }
    }
}

extension ServiceRequestSummary: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.raw("{\"id\":")
        writer.id(id)
        writer.raw(",\"reference\":")
        writer.string(reference.rawValue)
        writer.raw(",\"service\":")
        writer.string(service.rawValue)
        writer.raw(",\"service_title\":")
        writer.string(serviceTitle)
        writer.raw(",\"tax_year\":")
        writer.integer(taxYear.value)
        writer.raw(",\"status\":")
        writer.string(status.rawValue)
        writer.raw(",\"customer_id\":")
        writer.id(customerId)
        writer.raw(",\"customer_name\":")
        writer.string(customerName)
        if let customerCode {
            writer.raw(",\"customer_code\":")
            writer.string(customerCode.rawValue)
        }
        if let operatorId {
            writer.raw(",\"operator_id\":")
            writer.id(operatorId)
        }
        if let operatorName {
            writer.raw(",\"operator_name\":")
            writer.string(operatorName)
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
