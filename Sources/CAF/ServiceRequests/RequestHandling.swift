import Kernel
import Platform
import Store
import Web

/// The office's side of a request.
///
/// Whoever writes says which version they saw.
enum RequestHandling {
    static let routes = rows.tagged("Service requests (office)")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                               handler         needs
        Get  ("/admin/service-requests",                         queue,          .requestHandle, "The queue of the office")
        Patch("/service-requests/{id}/status",                   changeStatus,   .requestHandle, "Move a request along its lifecycle").refuses(.illegalTransition, .guardFailed, .stale, .preconditionRequired)
        Patch("/admin/service-requests/{id}/status",             changeStatus,   .requestHandle, "Move a request along its lifecycle").refuses(.illegalTransition, .guardFailed, .stale, .preconditionRequired)
        Patch("/admin/service-requests/{id}/assign",             assign,         .requestAssign, "Take a request, or give it to an operator").refuses(.requestNotAssignable, .mayOnlyClaim, .stale, .preconditionRequired)
        Post ("/admin/service-requests/{id}/request-documents",  askForPapers,   .requestHandle, "Ask the customer for papers").refuses(.illegalTransition, .stale, .preconditionRequired)
        Get  ("/admin/service-requests/{id}/notes",              notes,          .requestHandle, "The notes that stay in the office")
        Post ("/admin/service-requests/{id}/notes",              note,           .requestHandle, "Write a note that stays in the office").idempotent
    }
}

struct StatusChange: Body {
    var status: ServiceRequest.Status
    var reason: ServiceRequest.Reason?
}

/// Null, or nothing, puts the request back into the queue.
struct Assignment: Body {
    var operatorId: ID<Account>?
}

struct DocumentsRequest: Body {
    var documents: [DocumentRequest]
}

extension RequestHandling {
    static func queue(
        _ call: Call,
        filter: ServiceRequestFilter,
        page: PageRequest
    ) async throws -> Page<ServiceRequestSummary> {
        var filter = filter
        filter.sort = filter.sort ?? .queue
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
            let assigned = try request.assigned(to: body.operatorId)
                .save(.assign, fields: ["operator_id"], by: call.actor, tx)
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
    ) async throws -> Page<Message> {
        try await call.db.read { tx in
            let request = try ServiceRequest.find(id, within: call.scope, tx)
            return try request.conversation(for: .office).list(page, tx)
        }
    }

    static func note(
        _ call: Call,
        id: ID<ServiceRequest>,
        body: NewMessage
    ) async throws -> Created<Message> {
        try await call.db.write { tx in
            let request = try ServiceRequest.find(id, within: call.scope, tx)
            let note = try request.write(body.text, for: .office, by: call.actor, tx)
            return Created(note, at: "/admin/service-requests/\(id)/notes")
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
    /// Who reaches everything may give a request to any active operator; who does not may only take it.
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
