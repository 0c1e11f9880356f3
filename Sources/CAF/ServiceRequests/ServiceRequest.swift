import Kernel
import Platform
import Store

/// A customer's request to the office for one service in one tax year.
struct ServiceRequest: Sendable {
    let id: ID<ServiceRequest>
    /// The short code by which people name it on the telephone.
    let reference: ReferenceCode
    let customer: ID<Account>
    let service: Service.Code
    private(set) var taxYear: TaxYear
    private(set) var status: Status
    /// The reason given for the current status, if any.
    var statusReason: Reason?
    private(set) var assignee: ID<Account>?
    /// The reason for a second request for the same service and year.
    let duplicateReason: Reason?
    private(set) var sections: Sections
    private(set) var form: any Form
    /// The codice fiscale of the customer.
    let taxpayer: CodiceFiscale?
    let customerName: String
    /// First and last name of the assignee.
    let assigneeName: String?
    let documentsOnFile: [DocumentOnFile]
    /// The number of requested documents that are still awaited.
    let openPaperRequests: Int
    /// Nil while it is a draft.
    let clock: ServiceClock?
    let createdAt: Instant
    private(set) var updatedAt: Instant
    let submittedAt: Instant?
    private(set) var version: Int

    typealias Reason = Text<1, 1000>
}

extension ServiceRequest: LifecycleSubject {
    static let kind = "service_request"

    /// A status of a service request.
    enum Status: String, Codable, CaseIterable, Sendable {
        /// The customer is still filling it in.
        case draft
        /// Submitted by the customer; no operator has started the review.
        case submitted
        /// An operator is working on it.
        case inReview = "in_review"
        /// Waiting for documents that the office has requested from the customer.
        case missingDocuments = "missing_documents"
        /// The office has finished the service.
        case completed
        /// Finished and filed away; no further change is possible.
        case closed
        /// Turned down by the office with a reason; no further change is possible.
        case rejected
    }

    /// A move of a service request along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The customer submits the draft.
        case submit
        /// An operator starts the review.
        case startReview = "start_review"
        /// The office requests documents from the customer.
        case requestDocuments = "request_documents"
        /// The office resumes the review without waiting for the requested documents.
        case resumeReview = "resume_review"
        /// The last requested document has been uploaded.
        case deliverPapers = "deliver_papers"
        /// The office completes the service.
        case complete
        /// The office closes the completed request.
        case close
        /// The office rejects the request.
        case reject
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<ServiceRequest, Status, Event>(start: .draft) {
        // event                 from                     to                     needs                 only if              then
        On(.submit,            from: .draft,            to: .submitted,        needs: .requestSubmit,  if: readyToSubmit,   then: .consumeAllowance, .notifyCustomer(.requestSubmitted), .notifyDuty(.requestArrived))
        On(.startReview,       from: .submitted,        to: .inReview,         needs: .requestHandle,                        then: .notifyCustomer(.requestTaken))
        On(.requestDocuments,  from: .inReview,         to: .missingDocuments, needs: .requestHandle,  if: papersAskedFor,  then: .notifyCustomer(.documentsMissing))
        On(.resumeReview,      from: .missingDocuments, to: .inReview,         needs: .requestHandle,                        then: .settlePapers)
        On(.deliverPapers,     from: .missingDocuments, to: .inReview,         needs: .requestProceed, if: papersDelivered, then: .settlePapers, .notifyOffice(.papersDelivered))
        On(.complete,          from: .inReview,         to: .completed,        needs: .requestHandle,                        then: .notifyCustomer(.requestCompleted))
        On(.close,             from: .completed,        to: .closed,           needs: .requestHandle,                        then: .notifyCustomer(.requestClosed))
        On(.reject,            from: .submitted,        to: .rejected,         needs: .requestHandle,  if: reasonGiven,     then: .returnAllowance, .settlePapers, .notifyCustomer(.requestRejected))
        On(.reject,            from: .inReview, .missingDocuments, to: .rejected, needs: .requestHandle, if: reasonGiven, then: .settlePapers, .notifyCustomer(.requestRejected))
    }
}

extension Effect {
    /// The requested documents are no longer awaited.
    static let settlePapers = Effect("settle_requested_documents")
    /// Takes one use from the customer's plan; refused when none is left.
    static let consumeAllowance = Effect("consume_allowance")
    static let returnAllowance = Effect("return_allowance")
}

extension ServiceRequest {
    var isEditable: Bool { status == Self.lifecycle.start }

    /// Submitted, and neither closed, completed nor rejected.
    var isBeingWorked: Bool { !isEditable && !Self.lifecycle.isTerminal(status) }

    var declaration: Declaration { Declaration(taxYear: taxYear, taxpayer: taxpayer) }

    /// All findings that prevent a submission of the sections.
    var sectionFindings: [Problem.Fault] { form.completeness(of: sections, for: declaration) }

    /// Changes sections and tax year; refused as a whole when one section is invalid.
    func changed(sections changes: [String: JSONValue], taxYear: TaxYear?) throws -> ServiceRequest {
        guard isEditable else { throw Problem(.requestNotEditable) }
        var next = self
        next.sections = try sections.changed(by: changes, in: service.service.form)
        next.form = try next.sections.typed(as: service.service.form)
        next.taxYear = taxYear ?? self.taxYear
        return next
    }

    func assigned(to operator: ID<Account>?) throws(Problem) -> ServiceRequest {
        guard isBeingWorked else { throw Problem(.requestNotAssignable) }
        var next = self
        next.assignee = `operator`
        return next
    }
}

extension ServiceRequest: Record {
    static let columns: SQL =
        """
        r.id, r.number, r.customer_id, r.service, r.tax_year, r.status, r.status_reason, r.operator_id, r.duplicate_reason,
        r.sections, p.codice_fiscale, p.first_name, p.last_name, \(Profile.names.name(as: "o")) AS operator_name,
        \(DocumentOnFile.column), \(RequestedDocument.openCount),
        \(ServiceClock.columns), r.created_at, r.updated_at, r.submitted_at, r.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        reference = try ReferenceCode(number: row.next())
        customer = try row.next()
        service = try row.next()
        taxYear = try row.next()
        status = try row.next()
        statusReason = try row.next()
        assignee = try row.next()
        duplicateReason = try row.next()
        let answers: JSONValue = try row.json()
        sections = Sections(answers: answers.objectValue ?? JSONObject())
        form = try sections.typed(as: service.service.form)
        taxpayer = try row.next()
        customerName = try "\(row.next(String.self)) \(row.next(String.self))"
        assigneeName = try row.next()
        documentsOnFile = try row.json()
        openPaperRequests = try row.next()
        clock = try ServiceClock.read(&row)
        createdAt = try row.next()
        updatedAt = try row.next()
        submittedAt = try row.next()
        version = try row.next()
    }
}

extension ServiceRequest.Status: SQLValueConvertible {}
extension ServiceRequest.Event: SQLValueConvertible {}
