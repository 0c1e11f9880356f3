import Kernel
import Platform
import Store
import Web

/// A request whole.
struct ServiceRequestView: View {
    var id: ID<ServiceRequest>
    var reference: ReferenceCode
    var service: Service.Code
    var taxYear: TaxYear
    var status: ServiceRequest.Status
    var statusReason: ServiceRequest.Reason?
    var customerId: ID<Account>
    var customerName: String
    var operatorId: ID<Account>?
    var duplicateReason: ServiceRequest.Reason?
    var sections: [String: JSONValue]
    var completeness: Completeness
    var checklist: [ChecklistItem]
    var requestedDocuments: [RequestedDocument]
    var createdAt: Instant
    var updatedAt: Instant
    var submittedAt: Instant?
    /// By when it is to be worked, once it has been handed in.
    var dueAt: Instant?
    var slaState: ServiceClock.State?
    var version: Int

    /// Whether sections and papers could be handed in, and what keeps them from it.
    struct Completeness: Codable, Sendable {
        var isComplete: Bool
        var findings: [AvailableAction.Finding]
    }

    static func of(_ request: ServiceRequest, for call: Call, _ tx: borrowing Tx) throws -> ServiceRequestView
    {
        ServiceRequestView(
            request,
            in: call.languages,
            at: tx.now,
            documents: try RequestedDocument.list(of: request.id, tx)
        )
    }

    static func versioned(
        _ request: ServiceRequest,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<ServiceRequestView> {
        Versioned(try of(request, for: call, tx), version: request.version)
    }

    private init(
        _ request: ServiceRequest,
        in languages: [Language],
        at now: Instant,
        documents: [RequestedDocument]
    ) {
        let findings = request.sectionFindings + request.documentFindings
        id = request.id
        reference = request.reference
        service = request.service
        taxYear = request.taxYear
        status = request.status
        statusReason = request.statusReason
        customerId = request.customer
        customerName = request.customerName
        operatorId = request.assignee
        duplicateReason = request.duplicateReason
        sections = Dictionary(uniqueKeysWithValues: request.sections.answers.map { ($0.name, $0.value) })
        completeness = Completeness(
            isComplete: findings.isEmpty,
            findings: findings.map { .init($0, in: languages) }
        )
        checklist = request.form.checklist(in: languages, with: request.documentsOnFile)
        requestedDocuments = documents
        createdAt = request.createdAt
        updatedAt = request.updatedAt
        submittedAt = request.submittedAt
        dueAt = request.clock?.dueAt
        slaState = request.clock?.state(at: .init(at: now))
        version = request.version
    }
}

/// What the caller could do with a request now.
struct ActionList: View {
    var status: ServiceRequest.Status
    var version: Int
    var actions: [AvailableAction]
}

/// One thing that happened to a request.
struct HistoryView: View {
    var at: Instant
    var actorId: ID<Account>?
    var actorRole: String
    var event: String
    var fromStatus: String
    var toStatus: String
    var reason: String?
    var fields: [String]

    init(_ entry: History.Entry) {
        at = entry.at
        actorId = entry.actorId
        actorRole = entry.actorRole
        event = entry.event
        fromStatus = entry.fromStatus
        toStatus = entry.toStatus
        reason = entry.reason
        fields = entry.fields
    }
}
