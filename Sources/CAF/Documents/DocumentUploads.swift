import Kernel
import Platform
import Store
import Web

// Direct uploads to the file storage: started, sent to the address in the ticket, completed.
extension Documents {
    // swift-format-ignore
    @RouteTable static var uploadRows: [Route] {
        //    path                                handler    needs
        Post("/documents/uploads",                announce,  .documentAdd, "Start a document upload", details: "Reserves a place in the file storage for a direct upload. Send the file to the address in the answer, then complete the upload.").refuses(.notFound, .requestTakesNoPapers, .tooLarge, .unsupportedMediaType, .fileMismatch, .fileEmpty)
        Post("/documents/uploads/{id}/complete",  complete,  .documentAdd, "Complete a document upload", details: "Checks the size, the SHA-256 and the type of the uploaded bytes and adds the document to its service request.").within(.minutes(15)).refuses(.uploadMissing, .uploadDiffers, .uploadCompleted, .requestTakesNoPapers, .tooManyDocuments, .fileMismatch, .fileDamaged, .fileAmbiguous, .fileActive)
    }
}

/// A document to upload directly to the file storage.
struct NewDocumentUpload: Body {
    var requestId: ID<ServiceRequest>
    var category: DocumentCategory
    /// The requested document that it answers; by default the oldest awaited one of the category.
    var requestedDocumentId: ID<RequestedDocument>?
    /// The name of the file with its extension, as the office will see it.
    var name: Line<1, 255>
    /// Must agree with the content of the file and with the category.
    var mediaType: ClaimedType
    /// In bytes; an upload of any other size is refused.
    var size: Int
    /// Of the whole file; the upload is refused when its bytes differ.
    var sha256: FileHash

    var upload: NewUpload { NewUpload(name: name, mediaType: mediaType, size: size, sha256: sha256) }
}

extension Documents {
    static func announce(_ call: Call, body: NewDocumentUpload) async throws -> Created<UploadTicket> {
        try await call.db.write { tx in
            let request = try ServiceRequest.find(body.requestId, within: call.scope, tx)
            try request.requireRoomForDocuments(tx)
            _ = try RequestedDocument.answered(by: body.category, body.requestedDocumentId, of: request, tx)
            let rules = body.category.rules
            guard body.size <= rules.maxBytes else {
                throw rules.listingAcceptedTypes(in: Problem(.tooLarge))
            }
            try Quota.makeRoom(for: max(0, body.size), of: request.customer, as: call, tx)
            try Quota.bytesPending.consume(max(0, body.size), as: call, tx)
            let ticket = try Files.reserve(body.upload, rules, call, tx)
            try tx.execute(
                """
                INSERT INTO document_upload (file_id, request_id, category, requested_document_id)
                VALUES (\(ticket.id), \(request.id), \(body.category), \(body.requestedDocumentId))
                """
            )
            return Created(ticket, at: "/documents/uploads/\(ticket.id)/complete")
        }
    }

    static func complete(_ call: Call, id: ID<StoredFile>) async throws -> Created<DocumentView> {
        let announced = try await call.db.read { tx in try DocumentUpload.find(id, tx) }
        let file = try await Files.complete(id, call)
        return try await call.site.keeping(file) { tx in
            let new = announced.document
            let request = try ServiceRequest.find(new.requestId, within: call.scope, tx)
            try Quota.makeRoom(for: file.size, of: request.customer, as: call, tx)
            let document = try Document.add(file, as: new, to: request, by: call, tx)
            return try created(document, for: call, tx)
        }
    }
}

/// The category and the request of a direct upload that is not complete.
struct DocumentUpload: Record {
    let document: NewDocument

    static let columns: SQL = "u.request_id, u.category, u.requested_document_id"

    init(_ row: inout Row) throws {
        document = try NewDocument(
            requestId: row.next(),
            category: row.next(),
            requestedDocumentId: row.next()
        )
    }

    static func find(_ file: ID<StoredFile>, _ tx: borrowing Tx) throws -> DocumentUpload {
        try tx.one("SELECT \(columns) FROM document_upload u WHERE u.file_id = \(file)")
    }
}
