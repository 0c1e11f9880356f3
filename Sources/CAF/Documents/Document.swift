import Kernel
import Platform
import Store

/// A document of a request: its category, its newest version, and its review.
struct Document: Sendable {
    let id: ID<Document>
    let request: ID<ServiceRequest>
    let customer: ID<Account>
    /// The current status of its service request.
    let requestStatus: ServiceRequest.Status
    let category: DocumentCategory
    /// The requested document that it answers.
    var answers: ID<RequestedDocument>?
    private(set) var status: Status
    /// The reason for the rejection.
    var reason: Reason?
    /// The office's internal note.
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

    /// The result of a document's review.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Waiting for a review.
        case pending
        /// Accepted by the office.
        case approved
        /// Refused by the office with a reason; the customer can upload a new version.
        case rejected
    }

    /// A move of a document along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The office approves the newest version.
        case approve
        /// The office rejects the newest version.
        case reject
        /// A new version takes the place of the newest one.
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
    /// The customer is notified of the reason.
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
