import Kernel
import Platform
import Store
import Web

/// Which requests are wanted, and in which order.
struct ServiceRequestFilter: Query {
    /// As it was read out: dashes, blanks, small letters and look-alikes are taken.
    var reference: ReferenceCode?
    var status: [ServiceRequest.Status]?
    var service: [Service.Code]?
    var taxYear: TaxYear?
    var customerId: ID<Account>?
    var operatorId: ID<Account>?
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
        /// As the office works: plans with priority first, then what has waited longest.
        case queue
        case updated
        /// What is due first comes first.
        case due
    }
}

extension ServiceRequestFilter {
    func conditions(at now: Instant) -> [SQL] {
        let filters: [SQL?] = [
            reference.map { "r.number = \($0.number) AND r.number > 0" },
            status.map { "r.status \(in: $0)" },
            service.map { "r.service \(in: $0)" },
            taxYear.map { "r.tax_year = \($0)" },
            customerId.map { "r.customer_id = \($0)" },
            operatorId.map { "r.operator_id = \($0)" },
            unassigned.map { $0 ? "r.operator_id IS NULL" : "r.operator_id IS NOT NULL" },
            slaState.map { states in SQL.any(states.map { $0.condition(at: .init(at: now)) }) },
            from.map { "r.created_at >= \($0)" },
            until.map { "r.created_at < \($0)" },
        ]
        return filters.compactMap(\.self)
    }

    var order: SortOrder<ServiceRequestLine> {
        switch sort ?? .newest {
        case .newest:
            SortOrder(.descending("created_at", \.summary.createdAt), .descending("id", \.summary.id))
        case .oldest: SortOrder(.ascending("queued_at", \.summary.queuedAt), .ascending("id", \.summary.id))
        case .queue:
            SortOrder(
                .descending("priority", \.summary.priority),
                .ascending("queued_at", \.summary.queuedAt),
                .ascending("id", \.summary.id)
            )
        case .due: SortOrder(.ascending("due_at", \.summary.dueAt), .ascending("id", \.summary.id))
        case .updated:
            SortOrder(.descending("updated_at", \.summary.updatedAt), .descending("id", \.summary.id))
        }
    }
}
