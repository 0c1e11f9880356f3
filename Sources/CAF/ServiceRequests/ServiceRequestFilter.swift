import Kernel
import Platform
import Store
import Web

/// Filters and order of a list of service requests.
struct ServiceRequestFilter: Query {
    /// The short code of a request, as read out on the telephone.
    ///
    /// Dashes, spaces, lower case and look-alike characters are accepted.
    var reference: ReferenceCode?
    /// Only requests in one of these statuses.
    var status: [ServiceRequest.Status]?
    /// Only requests for one of these services.
    var service: [Service.Code]?
    /// Only requests for this tax year.
    var taxYear: TaxYear?
    /// Only requests of this customer.
    var customerId: ID<Account>?
    /// Only requests assigned to this operator.
    var operatorId: ID<Account>?
    /// True for requests without an operator, false for requests with one; both by default.
    var unassigned: Bool?
    /// Only requests in one of these states of their time limit.
    var slaState: [ServiceClock.State]?
    /// Only requests created at this moment or later.
    var from: Instant?
    /// Only requests created before this moment.
    var until: Instant?
    /// The order; by default `newest`, in the office's queue `queue`.
    var sort: Sort?

    /// An order of service requests.
    enum Sort: String, Codable, CaseIterable, Sendable {
        /// By creation, the newest first.
        case newest
        /// By waiting time, the longest first.
        case oldest
        /// By the priority of the customer's plan, then by waiting time, the longest first.
        case queue
        /// By the last change, the most recent first.
        case updated
        /// By due time, the earliest first.
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
