import Kernel
import Platform
import Store
import Web

/// A document of a service request with its newest file and its review.
struct DocumentView: View {
    var id: ID<Document>
    var requestId: ID<ServiceRequest>
    var category: DocumentCategory
    /// The name of the category, in the language of the request.
    var categoryTitle: String
    var status: Document.Status
    /// Why the document was rejected; absent otherwise.
    var reason: Document.Reason?
    /// The office's internal note; shown to staff only.
    var adminNote: Document.Reason?
    /// The requested document that it answers, if any.
    var requestedDocumentId: ID<RequestedDocument>?
    /// The newest version of the file.
    var file: FileView
    /// The number of the newest version of the file, counted from 1.
    var number: Int
    /// The account that uploaded the newest version; its id stays after an erasure of the account.
    var uploadedBy: ID<Account>?
    /// First and last name of the person who uploaded the newest version; a placeholder when the account was erased.
    var uploadedByName: String?
    /// The time at which the newest version of the file arrived.
    var uploadedAt: Instant
    /// The account that approved or rejected it; absent while the review is pending.
    var reviewedBy: ID<Account>?
    /// First and last name of the reviewer; absent while the review is pending.
    var reviewedByName: String?
    /// Absent while the review is pending.
    var reviewedAt: Instant?
    /// The time at which the first version of the file arrived.
    var createdAt: Instant
    /// The last review or new version of the file; the first upload before any.
    var updatedAt: Instant
    /// The value for `If-Match`, raised by every review and every new version of the file.
    var version: Int

    init(_ document: Document, naming people: KnownPeople, for call: Call) {
        id = document.id
        requestId = document.request
        category = document.category
        categoryTitle = document.category.title.text(in: call.languages)
        status = document.status
        reason = document.reason
        adminNote = call.scope(of: .documentReview).reach == .none ? nil : document.note
        requestedDocumentId = document.answers
        file = FileView(document.file)
        number = document.newest
        uploadedBy = document.uploader
        uploadedByName = people.name(of: document.uploader)
        uploadedAt = document.uploadedAt
        reviewedBy = document.reviewer
        reviewedByName = people.name(of: document.reviewer)
        reviewedAt = document.reviewedAt
        createdAt = document.createdAt
        updatedAt = document.updatedAt
        version = document.version
    }

    static func of(_ document: Document, for call: Call, _ tx: borrowing Tx) throws -> DocumentView {
        let people = try call.names(of: [document.uploader, document.reviewer], tx)
        return DocumentView(document, naming: people, for: call)
    }

    static func page(
        _ documents: Page<Document>,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Page<DocumentView> {
        let people = try call.names(
            of: documents.data.map(\.uploader) + documents.data.map(\.reviewer),
            tx
        )
        return documents.map { DocumentView($0, naming: people, for: call) }
    }

    static func versioned(
        _ document: Document,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<DocumentView> {
        Versioned(try of(document, for: call, tx), version: document.version)
    }
}

/// One version of a document.
struct DocumentVersionView: View, Record {
    /// Counted from 1; the highest is the newest.
    var number: Int
    /// The account that uploaded it; its id stays after an erasure of the account.
    var uploadedBy: ID<Account>?
    /// First and last name of the person who uploaded it; a placeholder when the account was erased.
    var uploadedByName: String?
    /// The time at which this version arrived.
    var uploadedAt: Instant
    var file: FileView

    static let columns: SQL =
        "v.number, v.uploaded_by, \(Profile.names.name(as: "u")), v.uploaded_at, \(StoredFile.columns)"

    init(_ row: inout Row) throws {
        number = try row.next()
        uploadedBy = try row.next()
        uploadedByName = try row.next()
        uploadedAt = try row.next()
        file = FileView(try StoredFile(&row))
    }

    /// All versions, the newest first.
    static func list(of document: ID<Document>, _ tx: borrowing Tx) throws -> [DocumentVersionView] {
        try tx.all(
            """
            SELECT \(columns) FROM document_version v JOIN stored_file f ON f.id = v.file_id
              \(Profile.names.join(on: "v.uploaded_by", as: "u"))
             WHERE v.document_id = \(document) ORDER BY v.number DESC
            """
        )
    }
}
