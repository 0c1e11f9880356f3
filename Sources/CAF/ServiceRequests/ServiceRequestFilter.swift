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
    /// Only requests created on this day or at this moment, or later.
    var from: DayOrInstant?
    /// Only requests created before this moment; a day counts until its end.
    var until: DayOrInstant?
    /// Words or parts of words from the customer's name or codice fiscale; or a request's whole reference.
    ///
    /// For staff also from the operator's name, or from the name or code of the plan that the customer has or that
    /// covered the request.
    var search: Line<1, 100>?
    /// The order; by default `-created_at`, in the office's queue `-priority`.
    ///
    /// Within a priority the longest wait comes first. `newest`, `oldest`, `queue`, `updated` and `due` mean
    /// `-created_at`, `queued_at`, `-priority`, `-updated_at` and `due_at`.
    var sort: ColumnSort<ServiceRequestColumn>?
}

extension ServiceRequestFilter {
    /// The plans that the words name; customers do not search by them.
    func plans(for call: Call) async throws -> [Plan] {
        guard let search, call.scope.reach > .own else { return [] }
        let question = SearchQuestion(search.rawValue)
        return try await call.db.read { tx in try Plan.found(by: question, tx) }
    }

    func conditions(for call: Call, _ plans: [Plan]) -> [SQL] {
        let now = call.now
        let filters: [SQL?] = [
            reference.map { "r.number = \($0.number) AND r.number > 0" },
            status.map { "r.status \(in: $0)" },
            service.map { "r.service \(in: $0)" },
            taxYear.map { "r.tax_year = \($0)" },
            customerId.map { "r.customer_id = \($0)" },
            operatorId.map { "r.operator_id = \($0)" },
            unassigned.map { $0 ? "r.operator_id IS NULL" : "r.operator_id IS NOT NULL" },
            slaState.map { states in SQL.any(states.map { $0.condition(at: .init(at: now)) }) },
            from.map { "r.created_at >= \($0.start(in: .office))" },
            until.map { "r.created_at < \($0.end(in: .office))" },
            search.map { Self.found(by: $0.rawValue, for: call, plans) },
        ]
        return filters.compactMap(\.self)
    }

    private static func found(by words: String, for call: Call, _ plans: [Plan]) -> SQL {
        let question = SearchQuestion(words)
        // An operator's searched words are more than the name that customers see.
        let people =
            call.scope.reach == .own
            ? question.condition(in: "p.search_text")
            : question.condition(in: "p.search_text", "o.search_text")
        var ways = [people]
        if let reference = ReferenceCode(rawValue: words) {
            ways.append("r.id IN (\(ServiceRequest.numbered(reference)))")
        }
        if !plans.isEmpty { ways.append(Self.covered(by: plans, at: call.now)) }
        return .any(ways)
    }

    /// Requests of subscribers of one of the plans, and requests submitted on one.
    private static func covered(by plans: [Plan], at now: Instant) -> SQL {
        let (ids, keys) = (plans.map(\.id), plans.map(\.id.description))
        return """
            r.customer_id IN (SELECT s.account_id FROM subscription s
                               WHERE s.plan_key \(in: keys) AND \(PlanSubscriptions.isActive))
            OR r.customer_id IN (SELECT g.account_id FROM plan_grant g
                                  WHERE g.plan_id \(in: ids) AND \(PlanGrant.isRunning(at: now)))
            OR r.id IN (SELECT u.request_id FROM plan_usage u WHERE u.plan_id \(in: ids))
            """
    }

    var order: SortOrder<ServiceRequestLine> { (sort ?? .usual).order }
}

extension ServiceRequest {
    /// A query for the id of the request with a reference; 0 is the number of rows that no server wrote.
    @Sendable static func numbered(_ reference: ReferenceCode) -> SQL {
        "SELECT v.id FROM service_request v WHERE v.number = \(reference.number) AND v.number > 0"
    }
}

/// The columns by which service requests are sorted.
enum ServiceRequestColumn: String, CaseIterable, SortColumns {
    /// In the order in which the references were given.
    case reference
    case service
    case taxYear = "tax_year"
    case status
    /// By last name, then by first name.
    case customer
    case customerCode = "customer_code"
    case `operator`
    case createdAt = "created_at"
    case queuedAt = "queued_at"
    case updatedAt = "updated_at"
    case submittedAt = "submitted_at"
    case dueAt = "due_at"
    /// By due time, from which the state follows.
    case slaState = "sla_state"
    /// Within a priority against the direction by the start of the waiting time.
    case priority

    var keys: [SortKey<ServiceRequestLine>] {
        switch self {
        case .reference: [SortKey("number") { $0.summary.reference.number }]
        case .service: [SortKey("service") { $0.summary.service }, Self.byCreation]
        case .taxYear: [SortKey("tax_year") { $0.summary.taxYear }, Self.byCreation]
        case .status: [SortKey("status") { $0.summary.status }, Self.byCreation]
        case .customer:
            [SortKey("last_name") { $0.lastName }, SortKey("first_name") { $0.firstName }, Self.byCreation]
        case .customerCode: [SortKey("codice_fiscale") { $0.summary.customerCode }, Self.byCreation]
        case .operator:
            [
                SortKey("operator_last_name") { $0.operatorLastName },
                SortKey("operator_first_name") { $0.operatorFirstName }, Self.byCreation,
            ]
        case .createdAt: [Self.byCreation]
        case .queuedAt: [Self.byWait]
        case .updatedAt: [SortKey("updated_at") { $0.summary.updatedAt }]
        case .submittedAt: [SortKey("submitted_at") { $0.summary.submittedAt }]
        case .dueAt, .slaState: [SortKey("due_at") { $0.summary.dueAt }]
        case .priority: [SortKey("priority") { $0.summary.priority }, Self.byWait.reversed]
        }
    }

    var end: SortKey<ServiceRequestLine> { self == .priority ? Self.last.reversed : Self.last }

    private static let byCreation: SortKey<ServiceRequestLine> = SortKey("created_at") {
        $0.summary.createdAt
    }
    private static let byWait: SortKey<ServiceRequestLine> = SortKey("queued_at") { $0.summary.queuedAt }

    static let last: SortKey<ServiceRequestLine> = SortKey("id") { $0.summary.id }
    static let usual: ColumnSort<ServiceRequestColumn> = .down(.createdAt)
    static let words: [String: ColumnSort<ServiceRequestColumn>] = [
        "newest": .down(.createdAt), "oldest": .up(.queuedAt), "queue": .down(.priority),
        "updated": .down(.updatedAt), "due": .up(.dueAt),
    ]
}
