import Kernel
import Platform
import Store

/// A document as its request sees it.
struct DocumentOnFile: Codable, Sendable {
    let category: DocumentCategory
    let state: Document.Status
    let file: StoredFile.State

    /// Whether it counts as uploaded.
    var isLive: Bool { state != .rejected && file != .infected }

    /// The documents of `r`, as one JSON value.
    static let column: SQL =
        """
        (SELECT \(pg: "COALESCE(jsonb_agg(jsonb_build_object('category', d.category, 'state', d.state, 'file', f.state)), '[]'::jsonb)",
                  sqlite: "json_group_array(json_object('category', d.category, 'state', d.state, 'file', f.state))")
           FROM document d JOIN document_version v ON v.document_id = d.id AND v.number = d.newest
                           JOIN stored_file f ON f.id = v.file_id
          WHERE d.request_id = r.id)
        """
}

extension [DocumentOnFile] {
    /// The common state of one category's documents: pending before approved, approved before rejected.
    func state(of category: DocumentCategory) -> ChecklistItem.State {
        let documents = filter { $0.category == category && $0.file != .infected }
        return [.pending, .approved, .rejected].first { state in documents.contains { $0.state == state } }
            .map(ChecklistItem.State.init) ?? .missing
    }

    /// The reason why a mandatory document counts as missing; nil when it is there.
    func refusal(of category: DocumentCategory) -> Refusal? {
        let documents = filter { $0.category == category }
        if documents.contains(where: \.isLive) { return nil }
        if documents.contains(where: { $0.state == .rejected }) { return .documentRejected }
        return documents.isEmpty ? .documentMissing : .documentInfected
    }
}

extension ChecklistItem.State {
    init(_ status: Document.Status) {
        switch status {
        case .pending: self = .pending
        case .approved: self = .approved
        case .rejected: self = .rejected
        }
    }
}

extension ServiceRequest {
    /// All missing and refused mandatory documents.
    var documentFindings: [Problem.Fault] {
        form.checklist(in: [.english]).filter(\.isMandatory).compactMap { item in
            documentsOnFile.refusal(of: item.category).map {
                Problem.Fault("/documents/\(item.category.rawValue)", $0.naming(item.category))
            }
        }
    }

    static let maximumVersions = 200

    func requireRoomForDocuments(_ tx: borrowing Tx) throws {
        guard status.takesDocuments else { throw Problem(.requestTakesNoPapers) }
        let versions = try tx.value(
            """
            SELECT COUNT(*) FROM document_version v JOIN document d ON d.id = v.document_id WHERE d.request_id = \(id)
            """,
            as: Int.self
        )
        guard (versions ?? 0) < Self.maximumVersions else { throw Problem(.tooManyDocuments) }
    }

    /// Raises the request's version and, after the last requested document, returns it to review.
    static func documentsChanged(_ id: ID<ServiceRequest>, at site: Site, _ tx: borrowing Tx) throws {
        try tx.changeOne(
            "UPDATE service_request SET updated_at = \(tx.now), version = version + 1 WHERE id = \(id)"
        )
        let (request, call) = (try find(id, tx), site.call(as: .system))
        let goesOn = request.actions(for: call).contains {
            $0.action == Event.deliverPapers.rawValue && $0.allowed
        }
        if goesOn { _ = try request.advanced(by: .deliverPapers, as: call, tx) }
    }

    /// The files of all its documents, for their deletion.
    func files(_ tx: borrowing Tx) throws -> [ID<StoredFile>] {
        try tx.values(
            """
            SELECT v.file_id FROM document_version v JOIN document d ON d.id = v.document_id WHERE d.request_id = \(id)
            """,
            as: ID<StoredFile>.self
        )
    }
}
