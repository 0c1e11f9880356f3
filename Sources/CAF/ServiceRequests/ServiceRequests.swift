import Kernel
import Platform
import Store
import Web

/// The customer's side of a request; staff read it through the same operations.
enum ServiceRequests {
    static let routes = rows.tagged("Service requests")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                 handler   needs
        Post  ("/service-requests",                create,   .requestEdit,    "Create a service request", details: "The request begins as a draft. Only one request for the same service and tax year can be open, unless `allow_duplicate` is set and a reason is given.").idempotent.refuses(.requestAlreadyOpen)
        Get   ("/service-requests",                list,     .requestRead,    "List service requests", details: "Customers see their own requests, operators those assigned to them and the unassigned queue, administrators all of them.")
        Get   ("/service-requests/{id}",           show,     .requestRead,    "Get a service request", details: "Contains the sections, the findings that prevent a submission, and the document checklist.")
        Patch ("/service-requests/{id}",           change,   .requestEdit,    "Update a service request", details: "Each section in the body replaces the stored one, and `null` clears it. Only a draft can be updated.").refuses(.requestNotEditable, .requestAlreadyOpen, .stale)
        Delete("/service-requests/{id}",           remove,   .requestEdit,    "Delete a service request", details: "Only a draft can be deleted.").refuses(.requestNotEditable)
        Post  ("/service-requests/{id}/submit",    submit,   .requestSubmit,  "Submit a service request", details: "Needs every mandatory section and document, and one use left in the customer's plan. The answer lists all findings at once.").idempotent.refuses(.illegalTransition, .guardFailed, .stale, .subscriptionRequired)
        Get   ("/service-requests/{id}/actions",   actions,  .requestRead,    "List a service request's actions", details: "Contains every move of the lifecycle for the caller. A move that is not allowed now says what prevents it.")
        Get   ("/service-requests/{id}/history",   history,  .requestRead,    "Get a service request's history")
        Get   ("/service-requests/{id}/messages",  messages, .requestRead,    "List a service request's messages", details: "Messages between the customer and the office. Internal notes are listed separately.")
        Post  ("/service-requests/{id}/messages",  write,    .requestMessage, "Send a service request message", details: "The assigned operator is notified of a message from the customer, the customer of a message from the office.").idempotent
    }
}

/// A service request to open as a draft.
struct NewServiceRequest: Body {
    var service: Service.Code
    /// The year that the request is about; an ISEE uses income of the second year before.
    var taxYear: TaxYear
    /// Answers by section, each valid against its JSON Schema; sections can also be added later.
    var sections: [String: JSONValue]?
    /// True opens a second request for the same service and year; false by default.
    var allowDuplicate: Bool?
    /// Required with `allow_duplicate`, ignored without it.
    var duplicateReason: ServiceRequest.Reason?

    /// Nil when no duplicate is requested.
    func reasonForDuplicate() throws(Problem) -> ServiceRequest.Reason? {
        guard allowDuplicate ?? false else { return nil }
        guard let duplicateReason else {
            throw Problem(.invalid, faults: [Problem.Fault("/duplicate_reason", .reasonRequired)])
        }
        return duplicateReason
    }
}

/// Changes of a draft; absent members stay as they are.
struct ServiceRequestChanges: Body, MergePatch {
    /// Sections to replace as a whole; null clears a section.
    var sections: [String: JSONValue]?
    /// Another year; refused when an open request for that year exists.
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
            return try HistoryView.list(of: ServiceRequest.kind, request.id.cast(), for: call, tx)
        }
    }

    static func messages(
        _ call: Call,
        id: ID<ServiceRequest>,
        page: PageRequest
    ) async throws -> Page<RemarkView> {
        try await call.db.read { tx in
            let request = try ServiceRequest.find(id, within: call.scope, tx)
            return try RemarkView.page(request.conversation(for: .everyone).list(page, tx), for: call, tx)
        }
    }

    static func write(
        _ call: Call,
        id: ID<ServiceRequest>,
        body: NewMessage
    ) async throws -> Created<RemarkView> {
        try await call.db.write { tx in
            let request = try ServiceRequest.find(id, within: call.scope, tx)
            try Quota.messages.consume(by: request.customer, on: id.cast(), as: call, tx)
            try Quota.messagesADay.consume(by: request.customer, as: call, tx)
            let message = try request.write(body.text, for: .everyone, by: call.actor, tx)
            let isFromCustomer = call.actor.account == request.customer
            try request.notify(isFromCustomer ? .office(.messageReceived) : .customer(.messageReceived), tx)
            let view = try RemarkView.of(message, for: call, tx)
            return Created(view, at: "/service-requests/\(id)/messages")
        }
    }
}

extension ServiceRequestChanges {
    fileprivate var fields: [String] {
        (sections ?? [:]).keys.sorted() + (taxYear == nil ? [] : ["tax_year"])
    }
}

extension ServiceRequest {
    /// Refuses a move to a year that already has an open request.
    fileprivate func movable(fromYear year: TaxYear, _ tx: borrowing Tx) throws -> ServiceRequest {
        guard taxYear != year, duplicateReason == nil else { return self }
        if let open = try Self.findOpen(service, taxYear, of: customer, tx) {
            throw Problem(.requestAlreadyOpen, extras: ["service_request": .string(open.id.description)])
        }
        return self
    }
}
