import Kernel
import Platform
import Store
import Web

/// The customer's side of a request; what staff may read they read here too.
enum ServiceRequests {
    static let routes = rows.tagged("Service requests")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                 handler   needs
        Post  ("/service-requests",                create,   .requestEdit,    "Open a request as a draft").idempotent.refuses(.requestAlreadyOpen)
        Get   ("/service-requests",                list,     .requestRead,    "The requests the caller reaches")
        Get   ("/service-requests/{id}",           show,     .requestRead,    "One request with its sections, what is missing, and the document checklist")
        Patch ("/service-requests/{id}",           change,   .requestEdit,    "Save sections of a draft, one by one or together").refuses(.requestNotEditable, .requestAlreadyOpen, .stale)
        Delete("/service-requests/{id}",           remove,   .requestEdit,    "Delete a draft").refuses(.requestNotEditable)
        Post  ("/service-requests/{id}/submit",    submit,   .requestSubmit,  "Hand the request in").idempotent.refuses(.illegalTransition, .guardFailed, .stale, .subscriptionRequired)
        Get   ("/service-requests/{id}/actions",   actions,  .requestRead,    "What the caller could do now, and what holds back the rest")
        Get   ("/service-requests/{id}/history",   history,  .requestRead,    "Everything that happened to the request")
        Get   ("/service-requests/{id}/messages",  messages, .requestRead,    "The conversation between customer and office")
        Post  ("/service-requests/{id}/messages",  write,    .requestMessage, "Write to the other side").idempotent
    }
}

struct NewServiceRequest: Body {
    var service: Service.Code
    var taxYear: TaxYear
    var sections: [String: JSONValue]?
    /// To open a second one for the same service and year; needs `duplicateReason`.
    var allowDuplicate: Bool?
    var duplicateReason: ServiceRequest.Reason?

    /// Nil when no duplicate is asked for.
    func reasonForDuplicate() throws(Problem) -> ServiceRequest.Reason? {
        guard allowDuplicate ?? false else { return nil }
        guard let duplicateReason else {
            throw Problem(.invalid, faults: [Problem.Fault("/duplicate_reason", .reasonRequired)])
        }
        return duplicateReason
    }
}

/// Each section replaces the one that was there; null clears it.
struct ServiceRequestChanges: Body, MergePatch {
    var sections: [String: JSONValue]?
    var taxYear: TaxYear?
}

extension ServiceRequests {
    static func create(_ call: Call, body: NewServiceRequest) async throws -> Created<ServiceRequestView> {
        let me = try call.account
        let references = call.site.references
        try await references.prepare(for: call.db)
        return try await call.db.write { tx in
            try Quota.drafts.consume(as: call, tx)
            let code = try references.next(tx)
            let request = try ServiceRequest.open(body, for: me, by: call.actor, called: code, tx)
            let view = try ServiceRequestView.of(request, for: call, tx)
            return Created(view, at: "/service-requests/\(request.id)", version: request.version)
        }
    }

    static func list(
        _ call: Call,
        filter: ServiceRequestFilter,
        page: PageRequest
    ) async throws -> Page<ServiceRequestSummary> {
        try await ServiceRequestSummary.list(filter, page, for: call)
    }

    static func show(_ call: Call, id: ID<ServiceRequest>) async throws -> Versioned<ServiceRequestView> {
        try await call.db.read { tx in
            try ServiceRequestView.versioned(ServiceRequest.find(id, within: call.scope, tx), for: call, tx)
        }
    }

    static func change(
        _ call: Call,
        id: ID<ServiceRequest>,
        match: IfMatch?,
        body: ServiceRequestChanges
    ) async throws -> Versioned<ServiceRequestView> {
        try await call.db.write { tx in
            let request = try ServiceRequest.find(id, within: call.scope, tx)
            try match?.check(request.version)
            let changed = try request.changed(sections: body.sections ?? [:], taxYear: body.taxYear)
                .movable(fromYear: request.taxYear, tx)
            let fields = body.fields
            let saved =
                fields.isEmpty ? request : try changed.save(.edit, fields: fields, by: call.actor, tx)
            return try ServiceRequestView.versioned(saved, for: call, tx)
        }
    }

    static func remove(_ call: Call, id: ID<ServiceRequest>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            let request = try ServiceRequest.find(id, within: call.scope, tx)
            try match?.check(request.version)
            try request.delete(by: call.actor, tx)
            return NoContent()
        }
    }

    static func submit(
        _ call: Call,
        id: ID<ServiceRequest>,
        match: IfMatch?
    ) async throws -> Versioned<ServiceRequestView> {
        try await call.db.write { tx in
            let request = try ServiceRequest.find(id, within: call.scope, tx)
            try match?.check(request.version)
            try Quota.openRequests.consume(by: request.customer, as: call, tx)
            let submitted = try request.advanced(by: .submit, as: call, tx)
            return try ServiceRequestView.versioned(submitted, for: call, tx)
        }
    }

    static func actions(_ call: Call, id: ID<ServiceRequest>) async throws -> ActionList {
        try await call.db.read { tx in
            let request = try ServiceRequest.find(id, within: call.scope, tx)
            return ActionList(
                status: request.status,
                version: request.version,
                actions: try request.coveredActions(for: call, tx)
            )
        }
    }

    static func history(_ call: Call, id: ID<ServiceRequest>) async throws -> Listing<HistoryView> {
        try await call.db.read { tx in
            let request = try ServiceRequest.find(id, within: call.scope, tx)
            return Listing(try History.of(ServiceRequest.kind, request.id.cast(), tx).map(HistoryView.init))
        }
    }

    static func messages(
        _ call: Call,
        id: ID<ServiceRequest>,
        page: PageRequest
    ) async throws -> Page<Message> {
        try await call.db.read { tx in
            let request = try ServiceRequest.find(id, within: call.scope, tx)
            return try request.conversation(for: .everyone).list(page, tx)
        }
    }

    static func write(
        _ call: Call,
        id: ID<ServiceRequest>,
        body: NewMessage
    ) async throws -> Created<Message> {
        try await call.db.write { tx in
            let request = try ServiceRequest.find(id, within: call.scope, tx)
            try Quota.messages.consume(by: request.customer, on: id.cast(), as: call, tx)
            try Quota.messagesADay.consume(by: request.customer, as: call, tx)
            let message = try request.write(body.text, for: .everyone, by: call.actor, tx)
            let isFromCustomer = call.actor.account == request.customer
            try request.notify(isFromCustomer ? .office(.messageReceived) : .customer(.messageReceived), tx)
            return Created(message, at: "/service-requests/\(id)/messages")
        }
    }
}

extension ServiceRequestChanges {
    fileprivate var fields: [String] {
        (sections ?? [:]).keys.sorted() + (taxYear == nil ? [] : ["tax_year"])
    }
}

extension ServiceRequest {
    /// Moving to another year must not meet a request that is open there already.
    fileprivate func movable(fromYear year: TaxYear, _ tx: borrowing Tx) throws -> ServiceRequest {
        guard taxYear != year, duplicateReason == nil else { return self }
        if let open = try Self.findOpen(service, taxYear, of: customer, tx) {
            throw Problem(.requestAlreadyOpen, extras: ["service_request": .string(open.id.description)])
        }
        return self
    }
}
