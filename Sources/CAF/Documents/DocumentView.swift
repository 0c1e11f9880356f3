import Kernel
import Platform
import Store
import Web

/// A document as both sides see it; the office's note is for the office.
struct DocumentView: View {
    var id: ID<Document>
    var requestId: ID<ServiceRequest>
    var category: DocumentCategory
    var status: Document.Status
    var reason: Document.Reason?
    var adminNote: Document.Reason?
    var requestedDocumentId: ID<RequestedDocument>?
    var file: FileView
    /// Which version of the paper this is, from 1.
    var number: Int
    var uploadedBy: ID<Account>?
    var uploadedAt: Instant
    var reviewedBy: ID<Account>?
    var reviewedAt: Instant?
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int

    init(_ document: Document, for call: Call) {
        id = document.id
        requestId = document.request
        category = document.category
        status = document.status
        reason = document.reason
        adminNote = call.scope(of: .documentReview).reach == .none ? nil : document.note
        requestedDocumentId = document.answers
        file = FileView(document.file)
        number = document.newest
        uploadedBy = document.uploader
        uploadedAt = document.uploadedAt
        reviewedBy = document.reviewer
        reviewedAt = document.reviewedAt
        createdAt = document.createdAt
        updatedAt = document.updatedAt
        version = document.version
    }

    static func versioned(_ document: Document, for call: Call) -> Versioned<DocumentView> {
        Versioned(DocumentView(document, for: call), version: document.version)
    }
}

/// One version of a paper.
struct DocumentVersionView: View, Record {
    var number: Int
    var uploadedBy: ID<Account>?
    var uploadedAt: Instant
    var file: FileView

    static let columns: SQL = "v.number, v.uploaded_by, v.uploaded_at, \(StoredFile.columns)"

    init(_ row: inout Row) throws {
        number = try row.next()
        uploadedBy = try row.next()
        uploadedAt = try row.next()
        file = FileView(try StoredFile(&row))
    }

    /// The newest first.
    static func list(of document: ID<Document>, _ tx: borrowing Tx) throws -> [DocumentVersionView] {
        try tx.all(
            """
            SELECT \(columns) FROM document_version v JOIN stored_file f ON f.id = v.file_id
             WHERE v.document_id = \(document) ORDER BY v.number DESC
            """
        )
    }
}
