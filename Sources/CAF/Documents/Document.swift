import Kernel
import Platform
import Store

/// One paper of a request: what it is meant to be, its newest version, and what the office made of it.
struct Document: Sendable {
    let id: ID<Document>
    let request: ID<ServiceRequest>
    let customer: ID<Account>
    /// Where the request stands.
    let requestStatus: ServiceRequest.Status
    let category: DocumentCategory
    /// What the office asked for that this is the answer to.
    var answers: ID<RequestedDocument>?
    private(set) var status: Status
    /// Why it was rejected.
    var reason: Reason?
    /// What the office notes about it for itself.
    var note: Reason?
    var reviewer: ID<Account>?
    var reviewedAt: Instant?
    /// The number of the newest version, from 1.
    var newest: Int
    let createdAt: Instant
    let updatedAt: Instant
    private(set) var version: Int
    let uploader: ID<Account>?
    let uploadedAt: Instant
    let file: StoredFile

    typealias Reason = Text<1, 1000>
}

extension Document: LifecycleSubject {
    static let kind = "document"

    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        case pending
        case approved
        case rejected
    }

    enum Event: String, Codable, CaseIterable, Sendable {
        case approve
        case reject
        case replace
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Document, Status, Event>(start: .pending) {
        // event      from                            to             needs                   only if             then
        On(.approve, from: .pending, .rejected,            to: .approved, needs: .documentReview, if: approvable)
        On(.reject,  from: .pending, .approved,            to: .rejected, needs: .documentReview, if: rejectable, then: .tellOfRejection)
        On(.replace, from: .pending, .approved, .rejected, to: .pending,  needs: .documentAdd)
    }
}

extension Effect {
    /// The customer is told why.
    static let tellOfRejection = Effect("tell_customer_of_rejection")
}

extension Document: Record {
    static let columns: SQL =
        """
        d.id AS document_id, d.request_id, r.customer_id, r.status, d.category, d.requested_document_id, d.state, d.reason, d.note,
        d.reviewed_by, d.reviewed_at, d.newest, d.created_at AS added_at, d.updated_at, d.version, v.uploaded_by, v.uploaded_at,
        \(StoredFile.columns)
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        request = try row.next()
        customer = try row.next()
        requestStatus = try row.next()
        category = try row.next()
        answers = try row.next()
        status = try row.next()
        reason = try row.next()
        note = try row.next()
        reviewer = try row.next()
        reviewedAt = try row.next()
        newest = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        uploader = try row.next()
        uploadedAt = try row.next()
        file = try StoredFile(&row)
    }
}
