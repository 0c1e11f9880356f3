import Kernel
import Platform
import Store

/// What a customer asks the office for: one service, for one tax year.
struct ServiceRequest: Sendable {
    let id: ID<ServiceRequest>
    /// What people call it by on the telephone.
    let reference: ReferenceCode
    let customer: ID<Account>
    let service: Service.Code
    private(set) var taxYear: TaxYear
    private(set) var status: Status
    /// Why it is in this status, where someone said so.
    var statusReason: Reason?
    private(set) var assignee: ID<Account>?
    /// Why there is a second one for the same service and year.
    let duplicateReason: Reason?
    private(set) var sections: Sections
    private(set) var form: any Form
    /// The codice fiscale of the customer.
    let taxpayer: CodiceFiscale?
    let customerName: String
    let documentsOnFile: [DocumentOnFile]
    /// How many papers were asked for and have not come.
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

    enum Status: String, Codable, CaseIterable, Sendable {
        case draft
        case submitted
        case inReview = "in_review"
        case missingDocuments = "missing_documents"
        case completed
        case closed
        case rejected
    }

    enum Event: String, Codable, CaseIterable, Sendable {
        case submit
        case startReview = "start_review"
        case requestDocuments = "request_documents"
        case resumeReview = "resume_review"
        /// The last paper that was asked for has come.
        case deliverPapers = "deliver_papers"
        case complete
        case close
        case reject
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<ServiceRequest, Status, Event>(start: .draft) {
        // event                 from                     to                     needs                 only if              then
        On(.submit,            from: .draft,            to: .submitted,        needs: .requestSubmit,  if: readyToSubmit,   then: .consumeAllowance, .notifyCustomer(.requestSubmitted))
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
    /// The papers that were asked for are no longer waited for.
    static let settlePapers = Effect("settle_requested_documents")
    /// One of what the customer's plan allows; refused when nothing is left.
    static let consumeAllowance = Effect("consume_allowance")
    static let returnAllowance = Effect("return_allowance")
}

extension ServiceRequest {
    var isEditable: Bool { status == Self.lifecycle.start }

    /// Handed in, and not done with.
    var isBeingWorked: Bool { !isEditable && !Self.lifecycle.isTerminal(status) }

    var declaration: Declaration { Declaration(taxYear: taxYear, taxpayer: taxpayer) }

    /// Everything that keeps the sections from being handed in.
    var sectionFindings: [Problem.Fault] { form.completeness(of: sections, for: declaration) }

    /// With other sections; each valid on its own, or all of them refused.
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
        r.sections, p.codice_fiscale, p.first_name, p.last_name,
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
