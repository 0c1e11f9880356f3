import Kernel
import Platform
import Store
import Web

/// A request in a list: no sections, and it writes its own JSON, for lists are what is read most.
struct ServiceRequestSummary: View {
    var id: ID<ServiceRequest>
    var service: Service.Code
    var taxYear: TaxYear
    var status: ServiceRequest.Status
    var customerId: ID<Account>
    var customerName: String
    var operatorId: ID<Account>?
    var createdAt: Instant
    /// Since when it waits: since it was handed in, or opened.
    var queuedAt: Instant
    var updatedAt: Instant
    var submittedAt: Instant?
    /// By when it is to be worked, once it has been handed in.
    var dueAt: Instant?
    var slaState: ServiceClock.State?
    var version: Int
}

/// A summary as the database has it, before the clock is read.
struct ServiceRequestLine: Record {
    var summary: ServiceRequestSummary
    let clock: ServiceClock?

    static let columns: SQL =
        """
        r.id, r.service, r.tax_year, r.status, r.customer_id, p.first_name, p.last_name, r.operator_id, r.created_at,
        r.queued_at, r.updated_at, r.submitted_at, \(ServiceClock.columns), r.version
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
            version: 0
        )
        let clock = try ServiceClock.read(&row)
        summary.dueAt = clock?.dueAt
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
        writer.raw(",\"version\":")
        writer.integer(version)
        writer.raw("}")
    }
}

/// Which requests are wanted, and in which order.
struct ServiceRequestFilter: Query {
    var status: [ServiceRequest.Status]?
    var service: [Service.Code]?
    var taxYear: TaxYear?
    var customer: ID<Account>?
    var `operator`: ID<Account>?
    /// Only those that nobody has taken.
    var unassigned: Bool?
    /// How they stand against the promised time.
    var slaState: [ServiceClock.State]?
    var from: Instant?
    var until: Instant?
    var sort: Sort?

    enum Sort: String, Codable, CaseIterable, Sendable {
        case newest
        /// What has waited longest comes first.
        case oldest
        case updated
        /// What is due first comes first.
        case due
    }
}

extension ServiceRequestFilter {
    func conditions(at now: Instant) -> [SQL] {
        let filters: [SQL?] = [
            status.map { "r.status \(in: $0)" },
            service.map { "r.service \(in: $0)" },
            taxYear.map { "r.tax_year = \($0)" },
            customer.map { "r.customer_id = \($0)" },
            `operator`.map { "r.operator_id = \($0)" },
            unassigned.map { $0 ? "r.operator_id IS NULL" : "r.operator_id IS NOT NULL" },
            slaState.map { states in SQL.any(states.map { $0.condition(at: .init(at: now)) }) },
            from.map { "r.created_at >= \($0)" },
            until.map { "r.created_at < \($0)" },
        ]
        return filters.compactMap(\.self)
    }

    var order: Order<ServiceRequestLine> {
        switch sort ?? .newest {
        case .newest: Order(.descending("created_at", \.summary.createdAt), .descending("id", \.summary.id))
        case .oldest: Order(.ascending("queued_at", \.summary.queuedAt), .ascending("id", \.summary.id))
        case .due: Order(.ascending("due_at", \.summary.dueAt), .ascending("id", \.summary.id))
        case .updated: Order(.descending("updated_at", \.summary.updatedAt), .descending("id", \.summary.id))
        }
    }
}
