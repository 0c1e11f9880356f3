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
    var version: Int
}

extension ServiceRequestSummary: Record {
    static let columns: SQL =
        """
        r.id, r.service, r.tax_year, r.status, r.customer_id, p.first_name, p.last_name, r.operator_id, r.created_at,
        r.queued_at, r.updated_at, r.submitted_at, r.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        service = try row.next()
        taxYear = try row.next()
        status = try row.next()
        customerId = try row.next()
        customerName = try "\(row.next(String.self)) \(row.next(String.self))"
        operatorId = try row.next()
        createdAt = try row.next()
        queuedAt = try row.next()
        updatedAt = try row.next()
        submittedAt = try row.next()
        version = try row.next()
    }

    static func list(
        _ filter: ServiceRequestFilter,
        _ page: PageRequest,
        within scope: Scope,
        _ db: Database
    ) async throws -> Page<ServiceRequestSummary> {
        let conditions = [ServiceRequest.visible(to: scope)] + filter.conditions
        return try await db.page(
            page,
            "SELECT \(columns) FROM \(ServiceRequest.source) WHERE \(SQL.all(conditions))",
            order: filter.order
        )
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
    var from: Instant?
    var until: Instant?
    var sort: Sort?

    enum Sort: String, Codable, CaseIterable, Sendable {
        case newest
        /// What has waited longest comes first.
        case oldest
        case updated
    }
}

extension ServiceRequestFilter {
    var conditions: [SQL] {
        let filters: [SQL?] = [
            status.map { "r.status \(in: $0)" },
            service.map { "r.service \(in: $0)" },
            taxYear.map { "r.tax_year = \($0)" },
            customer.map { "r.customer_id = \($0)" },
            `operator`.map { "r.operator_id = \($0)" },
            unassigned.map { $0 ? "r.operator_id IS NULL" : "r.operator_id IS NOT NULL" },
            from.map { "r.created_at >= \($0)" },
            until.map { "r.created_at < \($0)" },
        ]
        return filters.compactMap(\.self)
    }

    var order: Order<ServiceRequestSummary> {
        switch sort ?? .newest {
        case .newest: Order(.descending("created_at", \.createdAt), .descending("id", \.id))
        case .oldest: Order(.ascending("queued_at", \.queuedAt), .ascending("id", \.id))
        case .updated: Order(.descending("updated_at", \.updatedAt), .descending("id", \.id))
        }
    }
}
