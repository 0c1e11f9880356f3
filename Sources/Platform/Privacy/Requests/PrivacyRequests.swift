import Kernel
import Store
import Web

/// Requests of people about their own data.
enum PrivacyRequests {
    static let routes = rows.tagged("Privacy")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                             handler   needs
        Get  ("/privacy/requests",              listOwn,  .account,       "List the caller's privacy requests", details: "Newest first.")
        Post ("/privacy/requests",              open,     .account,       "Make a privacy request", details: "The fresh login proves that the request is the owner's. Only one request of each kind can be open. It is answered within 30 days.").idempotent.afresh.upTo(bytes: 16_384).refuses(.privacyRequestOpen)
        Get  ("/privacy/requests/{id}",         showOwn,  .account,       "Get a privacy request of the caller")
        Get  ("/admin/privacy/requests",        list,     .privacyManage, "List privacy requests", details: "Newest first.")
        Patch("/admin/privacy/requests/{id}",   decide,   .privacyManage, "Handle a privacy request", details: "From `verified` to `processing`, and from there to `done` or `refused`. An erasure that is done needs a fresh login and erases the account at once.").upTo(bytes: 16_384).refuses(.illegalTransition, .erasureHeld, .lastAdministrator, .stepUpRequired, .stale)
    }

    static func open(_ call: Call, body: NewPrivacyRequest) async throws -> Created<PrivacyRequestView> {
        try await call.db.write { tx in
            let request = try PrivacyRequest.open(body.kind, body.note?.rawValue, for: call, tx)
            let view = try PrivacyRequestView(request, at: call.site, tx)
            return Created(view, at: "/privacy/requests/\(request.id)", version: request.version)
        }
    }

    static func listOwn(_ call: Call, page: PageRequest) async throws -> Page<PrivacyRequestView> {
        try await call.db.read { tx in
            try PrivacyRequest.list(page, where: [], within: call.scope, tx)
                .map { try PrivacyRequestView($0, at: call.site, tx) }
        }
    }

    static func showOwn(_ call: Call, id: ID<PrivacyRequest>) async throws -> Versioned<PrivacyRequestView> {
        try await call.db.read { tx in
            let request = try PrivacyRequest.find(id, within: call.scope, tx)
            return Versioned(try PrivacyRequestView(request, at: call.site, tx), version: request.version)
        }
    }

    static func list(
        _ call: Call,
        filter: PrivacyRequestFilter,
        page: PageRequest
    ) async throws -> Page<HandledRequestView> {
        try await call.db.read { tx in
            try PrivacyRequest.list(page, where: filter.conditions(at: tx.now), within: call.scope, tx)
                .map { try HandledRequestView($0, at: call.site, tx) }
        }
    }

    static func decide(
        _ call: Call,
        id: ID<PrivacyRequest>,
        match: IfMatch,
        body: PrivacyDecision
    ) async throws -> Versioned<HandledRequestView> {
        try body.check()
        return try await call.db.write { tx in
            let request = try PrivacyRequest.find(id, within: call.scope, tx)
            try match.check(request.version)
            let next = try request.decided(body, as: call, tx)
            return Versioned(try HandledRequestView(next, at: call.site, tx), version: next.version)
        }
    }
}

extension PrivacyRequest {
    /// Writes the note and the reason first, because an erasure deletes them too.
    fileprivate func decided(
        _ decision: PrivacyDecision,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> PrivacyRequest {
        let isErasing = sort == .erasure && decision.state == .done
        if isErasing { try StepUp.require(call, tx) }
        let noted = try noted(decision.note, reason: decision.reason?.rawValue, at: call.site, tx)
        guard let state = decision.state else { return noted }
        let next = try noted.advanced(to: state.status, as: call, tx)
        guard isErasing else { return next }
        let subject = try Account.find(account, tx)
        // The account of a person who left meanwhile has been erased already.
        guard subject.state != .deleted else { return next }
        _ = try Erasure.execute(subject, because: .requestedInWriting, as: call, tx)
        return try Self.find(id, tx)
    }
}
