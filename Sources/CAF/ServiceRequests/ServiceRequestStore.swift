import Kernel
import Platform
import Store

extension ServiceRequest: Scoped {
    static let source: SQL =
        """
        service_request r JOIN profile p ON p.account_id = r.customer_id LEFT JOIN profile o ON o.account_id = r.operator_id
        """

    static let visibility = Visibility(own: "r.customer_id", assigned: isAssigned)

    /// An operator's own requests and the unassigned queue.
    @Sendable static func isAssigned(to caller: ID<Account>) -> SQL {
        "(r.operator_id = \(caller) OR (r.operator_id IS NULL AND r.status <> \(Status.draft)))"
    }

    static func find(
        _ id: ID<ServiceRequest>,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> ServiceRequest {
        try tx.one("SELECT \(columns) FROM \(source) WHERE r.id = \(id) AND \(visible(to: scope))")
    }

    static func find(_ id: ID<ServiceRequest>, _ tx: borrowing Tx) throws -> ServiceRequest {
        try tx.one("SELECT \(columns) FROM \(source) WHERE r.id = \(id)")
    }

    /// The open request that prevents another one for the same service and year.
    static func findOpen(
        _ service: Service.Code,
        _ year: TaxYear,
        of customer: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> ServiceRequest? {
        try tx.first(
            """
            SELECT \(columns) FROM \(source)
             WHERE r.customer_id = \(customer) AND r.service = \(service) AND r.tax_year = \(year)
               AND r.status NOT IN ('closed', 'rejected')
             ORDER BY r.created_at LIMIT 1
            """
        )
    }

    /// Opens a draft.
    ///
    /// At most one is open per customer, service and year, unless there is a reason for another; a unique
    /// index guarantees it.
    static func open(
        _ new: NewServiceRequest,
        for customer: ID<Account>,
        by actor: Actor,
        called reference: ReferenceCode,
        _ tx: borrowing Tx
    ) throws -> ServiceRequest {
        let reason = try new.reasonForDuplicate()
        if reason == nil, let open = try findOpen(new.service, new.taxYear, of: customer, tx) {
            throw Problem(.requestAlreadyOpen, extras: ["service_request": .string(open.id.description)])
        }
        let sections = try Sections.none.changed(by: new.sections ?? [:], in: new.service.service.form)
        let id = tx.newID(of: ServiceRequest.self)
        let inserted = try tx.execute(
            """
            INSERT INTO service_request (id, number, customer_id, service, tax_year, status, duplicate_reason, sections, created_at,
                                         queued_at, updated_at, version)
            VALUES (\(id), \(reference.number), \(customer), \(new.service), \(new.taxYear), \(Status.draft), \(reason), \(json: sections.json),
                    \(tx.now), \(tx.now), \(tx.now), 1)
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.requestAlreadyOpen) }
        let request = try find(id, tx)
        try request.record(.create, reason: reason, fields: sections.names, by: actor, tx)
        return request
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> ServiceRequest {
        let isSubmission = event == .submit
        let clock = clock(after: event, at: tx.now)
        try tx.changeOne(
            """
            UPDATE service_request
               SET status = \(status), status_reason = \(statusReason), updated_at = \(tx.now), version = version + 1,
                   submitted_at = CASE WHEN \(isSubmission) THEN \(tx.now) ELSE submitted_at END,
                   queued_at = CASE WHEN \(isSubmission) THEN \(tx.now) ELSE queued_at END,
                   due_at = \(clock?.dueAt), paused_at = \(clock?.pausedAt), stopped_at = \(clock?.stoppedAt)
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        if effect == .consumeAllowance { try consumeAllowance(tx) }
        if effect == .returnAllowance { try returnAllowance(tx) }
        if effect == .settlePapers { try RequestedDocument.settle(of: id, tx) }
        if let recipient = Self.notices[effect] { try notify(recipient, tx) }
    }

    /// Writes sections, year and operator; fails with ``Problem/Code/stale`` after a change by someone else.
    func save(
        _ action: ServiceRequestAction,
        fields: [String],
        details: JSONValue? = nil,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> ServiceRequest {
        try tx.changeOne(
            """
            UPDATE service_request
               SET sections = \(json: sections.json), tax_year = \(taxYear), operator_id = \(assignee),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try record(action, fields: fields, details: details, by: actor, tx)
        return try Self.find(id, tx)
    }

    func delete(by actor: Actor, _ tx: borrowing Tx) throws {
        guard isEditable else { throw Problem(.requestNotEditable) }
        let files = try files(tx)
        try tx.changeOne("DELETE FROM service_request WHERE id = \(id) AND version = \(version)")
        try Files.discard(files, tx)
        try record(.delete, fields: [], by: actor, tx)
    }

    /// Adds a change that keeps the status to the history.
    func record(
        _ action: ServiceRequestAction,
        reason: Reason? = nil,
        fields: [String],
        details: JSONValue? = nil,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        let transition = Transition(
            from: status.rawValue,
            to: status.rawValue,
            event: action.event,
            reason: reason?.rawValue,
            fields: fields,
            details: details
        )
        try History.record(transition, of: Self.kind, id.cast(), by: actor, tx)
        try Audit.record(action, of: Self.kind, id.cast(), by: actor, details: details ?? [:], tx)
    }
}
