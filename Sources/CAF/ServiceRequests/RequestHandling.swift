import Kernel
import Platform
import Store
import Web

/// The office's side of a request.
///
/// Every write names the version that it changes.
enum RequestHandling {
    static let routes = rows.tagged("Service requests (office)")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                               handler         needs
        Get  ("/admin/service-requests",                         queue,          .requestHandle, "List the service request queue", details: "Subscription plans with a higher priority come first, then the requests that have waited longest. Operators see their own requests and the unassigned ones.")
        Patch("/service-requests/{id}/status",                   changeStatus,   .requestHandle, "Change a service request's status", details: "Moves the request along its lifecycle. A rejection needs a reason.").refuses(.illegalTransition, .guardFailed, .stale, .preconditionRequired)
        Patch("/admin/service-requests/{id}/status",             changeStatus,   .requestHandle, "Change a service request's status in the back office", details: "The same operation as `PATCH /service-requests/{id}/status`.").refuses(.illegalTransition, .guardFailed, .stale, .preconditionRequired)
        Patch("/admin/service-requests/{id}/assign",             assign,         .requestAssign, "Assign a service request", details: "Operators can only assign a request to themselves. Administrators can choose any active operator, or return the request to the queue.").refuses(.requestNotAssignable, .mayOnlyClaim, .stale, .preconditionRequired)
        Post ("/admin/service-requests/{id}/request-documents",  askForPapers,   .requestHandle, "Request documents from the customer", details: "Moves the request to `missing_documents` and pauses its time limit. The customer is notified. It returns to review by itself once every document has been uploaded and has passed the virus scan.").refuses(.illegalTransition, .stale, .preconditionRequired)
        Get  ("/admin/service-requests/{id}/notes",              notes,          .requestHandle, "List a service request's internal notes", details: "Notes are never shown to the customer.")
        Post ("/admin/service-requests/{id}/notes",              note,           .requestHandle, "Add an internal note to a service request", details: "Notes are never shown to the customer.").idempotent
    }
}

/// A new status of a service request.
struct StatusChange: Body {
    /// The status to move to; the lifecycle says which moves are allowed.
    var status: ServiceRequest.Status
    /// Why the request moves, as the customer will read it; required to reject a request.
    var reason: ServiceRequest.Reason?
}

/// An operator for a service request.
struct Assignment: Body {
    /// The operator's account; null or absent returns the request to the queue.
    var operatorId: ID<Account>?
}

/// Documents that the customer must upload.
struct DocumentsRequest: Body {
    /// The documents to request, at most 50.
    var documents: [DocumentRequest]
}

extension RequestHandling {
    static func queue(
        _ call: Call,
        filter: ServiceRequestFilter,
        page: PageRequest
    ) async throws -> Page<ServiceRequestSummary> {
        var filter = filter
        if filter.sort == nil { filter.sort = .down(.priority) }
        return try await ServiceRequestSummary.list(filter, page, for: call)
    }

    static func changeStatus(
        _ call: Call,
        id: ID<ServiceRequest>,
        match: IfMatch,
        body: StatusChange
    ) async throws -> Versioned<ServiceRequestView> {
        try await call.db.write { tx in
            var request = try find(id, match, call, tx)
            request.statusReason = body.reason
            let moved = try request.advanced(to: body.status, as: call, reason: body.reason?.rawValue, tx)
            return try ServiceRequestView.versioned(moved, for: call, tx)
        }
    }

    static func assign(
        _ call: Call,
        id: ID<ServiceRequest>,
        match: IfMatch,
        body: Assignment
    ) async throws -> Versioned<ServiceRequestView> {
        try await call.db.write { tx in
            let request = try find(id, match, call, tx)
            try body.check(within: call.scope, tx)
            let handover = Handover(from: request.assignee, to: body.operatorId)
            let assigned = try request.assigned(to: body.operatorId)
                .save(.assign, fields: ["operator_id"], details: handover.details, by: call.actor, tx)
            if body.operatorId != call.actor.account { try assigned.notify(.office(.requestAssigned), tx) }
            return try ServiceRequestView.versioned(assigned, for: call, tx)
        }
    }

    static func askForPapers(
        _ call: Call,
        id: ID<ServiceRequest>,
        match: IfMatch,
        body: DocumentsRequest
    ) async throws -> Versioned<ServiceRequestView> {
        try await call.db.write { tx in
            _ = try find(id, match, call, tx)
            try RequestedDocument.add(body.documents, to: id, by: call.actor, tx)
            var request = try ServiceRequest.find(id, within: call.scope, tx)
            request.statusReason = nil
            let categories = body.documents.map(\.category.rawValue)
            let asked = try request.advanced(by: .requestDocuments, as: call, fields: categories, tx)
            return try ServiceRequestView.versioned(asked, for: call, tx)
        }
    }

    static func notes(
        _ call: Call,
        id: ID<ServiceRequest>,
        page: PageRequest
    ) async throws -> Page<RemarkView> {
        try await call.db.read { tx in
            let request = try ServiceRequest.find(id, within: call.scope, tx)
            return try RemarkView.page(request.conversation(for: .office).list(page, tx), for: call, tx)
        }
    }

    static func note(
        _ call: Call,
        id: ID<ServiceRequest>,
        body: NewMessage
    ) async throws -> Created<RemarkView> {
        try await call.db.write { tx in
            let request = try ServiceRequest.find(id, within: call.scope, tx)
            let note = try request.write(body.text, for: .office, by: call.actor, tx)
            return Created(try RemarkView.of(note, for: call, tx), at: "/admin/service-requests/\(id)/notes")
        }
    }

    private static func find(
        _ id: ID<ServiceRequest>,
        _ match: IfMatch,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> ServiceRequest {
        let request = try ServiceRequest.find(id, within: call.scope, tx)
        try match.check(request.version)
        return request
    }
}

extension Assignment {
    /// Administrators assign a request to any active operator; operators only to themselves.
    fileprivate func check(within scope: Scope, _ tx: borrowing Tx) throws {
        guard scope.reach == .all || operatorId == scope.actor.account else { throw Problem(.mayOnlyClaim) }
        guard let operatorId else { return }
        let workers = try tx.value(
            """
            SELECT COUNT(*) FROM account
             WHERE id = \(operatorId) AND role = \(Role.operator.name) AND state = \(Account.State.active)
            """,
            as: Int.self
        )
        guard workers == 1 else {
            throw Problem(.invalid, faults: [Problem.Fault("/operator_id", .notAnActiveOperator)])
        }
    }
}
