import Kernel
import Platform
import Store

extension Document {
    /// Every document with its request, its newest version and that version's file.
    static let source: SQL =
        """
        document d JOIN service_request r ON r.id = d.request_id
                   JOIN document_version v ON v.document_id = d.id AND v.number = d.newest
                   JOIN stored_file f ON f.id = v.file_id
        """

    static func find(_ id: ID<Document>, within scope: Scope, _ tx: borrowing Tx) throws -> Document {
        try tx.one(
            "SELECT \(columns) FROM \(source) WHERE d.id = \(id) AND \(ServiceRequest.visible(to: scope))"
        )
    }

    static func find(_ id: ID<Document>, _ tx: borrowing Tx) throws -> Document {
        try tx.one("SELECT \(columns) FROM \(source) WHERE d.id = \(id)")
    }

    /// The document whose newest version is `file`; older versions are not considered.
    static func find(file: ID<StoredFile>, _ tx: borrowing Tx) throws -> Document? {
        try tx.first("SELECT \(columns) FROM \(source) WHERE v.file_id = \(file)")
    }

    /// Adds a document with its first version.
    static func add(
        _ received: ReceivedFile,
        as new: NewDocument,
        to request: ServiceRequest,
        by call: Call,
        _ tx: borrowing Tx
    ) throws -> Document {
        try request.requireRoomForDocuments(tx)
        let answers = try RequestedDocument.answered(
            by: new.category,
            new.requestedDocumentId,
            of: request,
            tx
        )
        let id = tx.newID(of: Document.self)
        try tx.execute(
            """
            INSERT INTO document (id, request_id, requested_document_id, category, state, newest, created_at, updated_at, version)
            VALUES (\(id), \(request.id), \(answers), \(new.category), \(Status.pending), 1, \(tx.now), \(tx.now), 1)
            """
        )
        try insertVersion(1, of: id, received, owner: request.customer, by: call.actor, tx)
        let document = try find(id, tx)
        try document.record(.create, by: call.actor, tx)
        try ServiceRequest.documentsChanged(request.id, at: call.site, tx)
        return document
    }

    /// Replaces the newest version and resets the review.
    func replaced(by received: ReceivedFile, as call: Call, _ tx: borrowing Tx) throws -> Document {
        let request = try ServiceRequest.find(request, tx)
        try request.requireRoomForDocuments(tx)
        var next = self
        next.newest += 1
        (next.reason, next.reviewer, next.reviewedAt) = (nil, nil, nil)
        if try !answersSomethingOpen(tx) {
            next.answers = try RequestedDocument.answered(by: category, nil, of: request, tx)
        }
        try Self.insertVersion(next.newest, of: id, received, owner: customer, by: call.actor, tx)
        let replaced = try next.advanced(by: .replace, as: call, tx)
        try ServiceRequest.documentsChanged(request.id, at: call.site, tx)
        return replaced
    }

    /// Deletes all versions; the bytes are deleted after the commit.
    func delete(by call: Call, _ tx: borrowing Tx) throws {
        guard requestStatus.takesDocuments else { throw Problem(.requestTakesNoPapers) }
        guard status != .approved else { throw Problem(.documentApproved) }
        let files = try tx.values(
            "SELECT file_id FROM document_version WHERE document_id = \(id)",
            as: ID<StoredFile>.self
        )
        try tx.changeOne("DELETE FROM document WHERE id = \(id) AND version = \(version)")
        try Files.discard(files, tx)
        try record(.delete, by: call.actor, tx)
        try ServiceRequest.documentsChanged(request, at: call.site, tx)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Document {
        try tx.changeOne(
            """
            UPDATE document
               SET state = \(status), reason = \(reason), note = \(note), reviewed_by = \(reviewer),
                   reviewed_at = \(reviewedAt), newest = \(newest), requested_document_id = \(answers),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        guard effect == .tellOfRejection else { return }
        try ServiceRequest.find(request, tx)
            .notify(
                .customer(.documentRejected),
                with: ["document": file.name, "reason": reason?.rawValue ?? ""],
                tx
            )
    }

    private static func insertVersion(
        _ number: Int,
        of document: ID<Document>,
        _ received: ReceivedFile,
        owner: ID<Account>,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        let file = try Files.keep(received, owner: owner, by: actor, tx)
        try tx.execute(
            """
            INSERT INTO document_version (document_id, number, file_id, uploaded_by, uploaded_at)
            VALUES (\(document), \(number), \(file.id), \(actor.account), \(tx.now))
            """
        )
    }

    private func answersSomethingOpen(_ tx: borrowing Tx) throws -> Bool {
        try tx.exists("SELECT 1 FROM requested_document WHERE id = \(answers) AND settled_at IS NULL")
    }

    /// Adds a change that keeps the status to the history.
    private func record(_ action: DocumentAction, by actor: Actor, _ tx: borrowing Tx) throws {
        let transition = Transition(
            from: status.rawValue,
            to: status.rawValue,
            event: action.event,
            reason: nil,
            fields: [category.rawValue]
        )
        try History.record(transition, of: Self.kind, id.cast(), by: actor, tx)
        try Audit.record(action, of: Self.kind, id.cast(), by: actor, tx)
    }
}
