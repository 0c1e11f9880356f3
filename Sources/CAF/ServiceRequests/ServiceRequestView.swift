import Kernel
import Platform
import Store
import Web

/// A service request with its sections, its findings and its document checklist.
struct ServiceRequestView: View {
    var id: ID<ServiceRequest>
    /// The short code by which people name the request on the telephone.
    var reference: ReferenceCode
    var service: Service.Code
    /// The name of the service, in the language of the request.
    var serviceTitle: String
    /// The year that the request is about; an ISEE uses income of the second year before.
    var taxYear: TaxYear
    var status: ServiceRequest.Status
    /// The reason given for the current status, if any.
    var statusReason: ServiceRequest.Reason?
    var customerId: ID<Account>
    /// First and last name.
    var customerName: String
    /// The customer's codice fiscale; absent while it is not known.
    var customerCode: CodiceFiscale?
    /// The assigned operator; absent while there is none, as in a draft or in the queue.
    var operatorId: ID<Account>?
    /// First and last name of the assigned operator; absent while there is none.
    var operatorName: String?
    /// Why a second request for the same service and year was opened; absent otherwise.
    var duplicateReason: ServiceRequest.Reason?
    /// The answers by section; the service's JSON Schemas describe each section.
    var sections: [String: JSONValue]
    /// The readiness for a submission.
    var completeness: Completeness
    /// The documents that the current answers call for.
    var checklist: [ChecklistItem]
    /// The documents that the office has requested beyond the checklist, the oldest first.
    var requestedDocuments: [RequestedDocumentView]
    /// The time at which the draft was opened.
    var createdAt: Instant
    /// The last change, such as an answer, a new status or a new operator.
    var updatedAt: Instant
    /// Absent while the request is a draft.
    var submittedAt: Instant?
    /// The end of the promised time, moved by pauses; absent while the request is a draft.
    var dueAt: Instant?
    /// How the request stands against its promised time; absent while it is a draft.
    var slaState: ServiceClock.State?
    /// The value for `If-Match`, raised by every change.
    var version: Int

    /// Whether sections and documents are ready for submission.
    struct Completeness: Codable, Sendable {
        /// True when sections and documents are complete; a submission also needs a use left in the plan.
        var isComplete: Bool
        /// The missing and wrong sections and documents, with JSON pointers into the request.
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
        serviceTitle = request.service.service.title.text(in: languages)
        taxYear = request.taxYear
        status = request.status
        statusReason = request.statusReason
        customerId = request.customer
        customerName = request.customerName
        customerCode = request.taxpayer
        operatorId = request.assignee
        operatorName = request.assigneeName
        duplicateReason = request.duplicateReason
        sections = Dictionary(uniqueKeysWithValues: request.sections.answers.map { ($0.name, $0.value) })
        completeness = Completeness(
            isComplete: findings.isEmpty,
            findings: findings.map { .init($0, in: languages) }
        )
        checklist = request.form.checklist(in: languages, with: request.documentsOnFile)
        requestedDocuments = documents.map { RequestedDocumentView($0, in: languages) }
        createdAt = request.createdAt
        updatedAt = request.updatedAt
        submittedAt = request.submittedAt
        dueAt = request.clock?.dueAt
        slaState = request.clock?.state(at: .init(at: now))
        version = request.version
    }
}

/// The moves along the lifecycle of a service request, for the caller.
struct ActionList: View {
    var status: ServiceRequest.Status
    /// The value for `If-Match` that the actions were derived from.
    var version: Int
    /// Allowed moves, and forbidden ones with their reasons.
    var actions: [AvailableAction]
}
