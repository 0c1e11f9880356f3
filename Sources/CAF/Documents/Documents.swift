import Kernel
import Platform
import Store
import Web

/// The documents of the requests, with the access rights of the request.
enum Documents {
    static let routes = (rows + reviewRows + uploadRows).tagged("Documents")

    /// The largest document with its form around it.
    private static let maximumBytes = DocumentCategory.widestRules.maxBytes + (1 << 20)

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                        handler   needs
        Post  ("/documents",               add,      .documentAdd,    "Upload a document", details: "Adds a document to a service request, as a multipart form. The type of the file is read from its content and must be allowed for the category.").upTo(bytes: maximumBytes).within(.minutes(15)).refuses(.notFound, .requestTakesNoPapers, .tooManyDocuments, .fileMismatch, .fileEmpty, .fileDamaged, .fileAmbiguous, .fileActive, .tooLarge, .unsupportedMediaType)
        Get   ("/documents",               list,     .documentRead,   "List documents", details: "The newest come first. Customers see the documents of their own requests, operators those of the requests that they can read.")
        Get   ("/documents/{id}",          show,     .documentRead,   "Get a document", details: "Shows the newest version of the file and its review.")
        Delete("/documents/{id}",          remove,   .documentDelete, "Delete a document", details: "Deletes every version. An approved document cannot be deleted.").refuses(.requestTakesNoPapers, .documentApproved, .stale)
        Post  ("/documents/{id}/versions", replace,  .documentAdd,    "Upload a document version", details: "Replaces the newest version and resets the review to `pending`. Earlier versions stay.").upTo(bytes: maximumBytes).within(.minutes(15)).refuses(.requestTakesNoPapers, .tooManyDocuments, .fileMismatch, .fileEmpty, .fileDamaged, .fileAmbiguous, .fileActive, .tooLarge, .unsupportedMediaType, .stale)
        Get   ("/documents/{id}/versions", versions, .documentRead,   "List a document's versions", details: "The newest come first.")
        Get   ("/documents/{id}/history",  history,  .documentRead,   "Get a document's history", details: "Uploads, reviews and new versions, the oldest first.")
        Get   ("/documents/{id}/download", download, .documentRead,   "Get a document's download link", details: "The answer contains a signed address that expires after a few minutes. Each link is written to the audit log.").refuses(.fileQuarantined, .fileInfected, .fileRendering, .fileNotRendered)
    }
}

/// The place of a new document.
struct NewDocument: Codable, Sendable {
    var requestId: ID<ServiceRequest>
    var category: DocumentCategory
    /// The requested document that it answers; by default the oldest awaited one of the category.
    var requestedDocumentId: ID<RequestedDocument>?
}

/// A new version of a document; the form has no member except the file.
struct NewDocumentVersion: Codable, Sendable {}

/// Filters of a list of documents.
struct DocumentFilter: Query {
    /// Only documents of this service request.
    var requestId: ID<ServiceRequest>?
    /// Only documents of one of these categories.
    var category: [DocumentCategory]?
    /// Only documents whose review has one of these results.
    var status: [Document.Status]?
    /// Only documents of this customer's requests.
    var customerId: ID<Account>?

    var conditions: [SQL] {
        [
            requestId.map { "d.request_id = \($0)" },
            category.map { "d.category \(in: $0)" },
            status.map { "d.state \(in: $0)" },
            customerId.map { "r.customer_id = \($0)" },
        ].compactMap(\.self)
    }
}

/// The version of a document to download.
struct VersionQuery: Query {
    /// Counted from 1; the newest by default.
    var number: Int?
}

extension Documents {
    static func add(_ call: Call, form: FileForm<NewDocument>) async throws -> Created<DocumentView> {
        let (new, file) = try await form.received(call, widest: DocumentCategory.widestRules) { new in
            try await call.db.read { tx in
                let request = try ServiceRequest.find(new.requestId, within: call.scope, tx)
                try request.requireRoomForDocuments(tx)
                _ = try RequestedDocument.answered(by: new.category, new.requestedDocumentId, of: request, tx)
            }
            return new.category.rules
        }
        return try await call.site.keeping(file) { tx in
            let request = try ServiceRequest.find(new.requestId, within: call.scope, tx)
            try Quota.makeRoom(for: file.size, of: request.customer, as: call, tx)
            let document = try Document.add(file, as: new, to: request, by: call, tx)
            return try created(document, for: call, tx)
        }
    }

    static func list(
        _ call: Call,
        filter: DocumentFilter,
        page: PageRequest
    ) async throws -> Page<DocumentView> {
        try await call.db.read { tx in
            let conditions = [ServiceRequest.visible(to: call.scope)] + filter.conditions
            let documents: Page<Document> = try tx.page(
                page,
                "SELECT \(Document.columns) FROM \(Document.source) WHERE \(SQL.all(conditions))",
                order: SortOrder(.descending("added_at", \.createdAt), .descending("document_id", \.id))
            )
            return try DocumentView.page(documents, for: call, tx)
        }
    }

    static func show(_ call: Call, id: ID<Document>) async throws -> Versioned<DocumentView> {
        try await call.db.read { tx in
            try DocumentView.versioned(Document.find(id, within: call.scope, tx), for: call, tx)
        }
    }

    static func remove(_ call: Call, id: ID<Document>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            let document = try Document.find(id, within: call.scope, tx)
            try match?.check(document.version)
            try document.delete(by: call, tx)
            return NoContent()
        }
    }

    static func replace(
        _ call: Call,
        id: ID<Document>,
        match: IfMatch?,
        form: FileForm<NewDocumentVersion>
    ) async throws -> Created<DocumentView> {
        let document = try await call.db.read { tx in try Document.find(id, within: call.scope, tx) }
        let file = try await form.received(call, document.category.rules)
        return try await call.site.keeping(file) { tx in
            let document = try Document.find(id, within: call.scope, tx)
            try match?.check(document.version)
            try Quota.makeRoom(for: file.size, of: document.customer, as: call, tx)
            return try created(document.replaced(by: file, as: call, tx), for: call, tx)
        }
    }

    static func versions(_ call: Call, id: ID<Document>) async throws -> Listing<DocumentVersionView> {
        try await call.db.read { tx in
            let document = try Document.find(id, within: call.scope, tx)
            return Listing(try DocumentVersionView.list(of: document.id, tx))
        }
    }

    static func history(_ call: Call, id: ID<Document>) async throws -> Listing<HistoryView> {
        try await call.db.read { tx in
            let document = try Document.find(id, within: call.scope, tx)
            return try HistoryView.list(of: Document.kind, document.id.cast(), for: call, tx)
        }
    }

    static func download(_ call: Call, id: ID<Document>, wanted: VersionQuery) async throws -> DownloadLink {
        let link: SafeLink = try await call.db.write { tx in
            let document = try Document.find(id, within: call.scope, tx)
            let file = try document.file(of: wanted.number ?? document.newest, tx)
            try Audit.record(DocumentAction.link, of: Document.kind, id.cast(), by: call.actor, tx)
            // A customer downloads the original file, as it was uploaded.
            guard call.scope(of: .documentReview).reach != .none else {
                return SafeLink.open(
                    try Files.link(to: file, by: call.actor, at: call.site, tx),
                    original: nil
                )
            }
            return try Files.safeLink(to: file, by: call.actor, at: call.site, tx)
        }
        return try link.opened()
    }

    static func created(
        _ document: Document,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Created<DocumentView> {
        let view = try DocumentView.of(document, for: call, tx)
        return Created(view, at: "/documents/\(document.id)", version: document.version)
    }
}

extension Document {
    fileprivate func file(of number: Int, _ tx: borrowing Tx) throws -> ID<StoredFile> {
        let file = try tx.value(
            "SELECT file_id FROM document_version WHERE document_id = \(id) AND number = \(number)",
            as: ID<StoredFile>.self
        )
        guard let file else { throw Problem(.notFound) }
        return file
    }
}
