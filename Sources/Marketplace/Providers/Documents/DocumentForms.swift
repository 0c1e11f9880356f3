import Kernel
import Platform
import Store
import Web

/// The members of a document's form.
struct NewProviderDocument: Codable, Sendable {
    var kind: ProviderDocument.Kind
    /// The last day on which it is valid; absent without an end.
    var expiresOn: CivilDate?

    /// Refuses a document that has expired already.
    func check(for provider: Provider, _ tx: borrowing Tx) throws {
        guard let expiresOn, try expiresOn < provider.today(tx) else { return }
        throw Problem(.invalid, faults: [.init("/expires_on", .inThePast)])
    }
}

/// The decision about a document.
struct DocumentDecision: Body {
    var decision: Decision
    /// The reason, which the provider receives; required for a rejection.
    var reason: Reason?
    /// The version that the reviewer has seen; may be given as `If-Match` instead.
    var version: Int?

    /// A decision about a document.
    enum Decision: String, Codable, CaseIterable, Sendable {
        /// It proves what it should.
        case approve
        /// It does not.
        case reject
    }

    func applied(
        to document: ProviderDocument,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> ProviderDocument {
        switch decision {
        case .approve: try document.approved(as: call, tx)
        case .reject: try document.rejected(because: reason.demanded(), as: call, tx)
        }
    }
}

/// A document of a provider.
struct ProviderDocumentView: View {
    /// The document; a later file of the same kind is a document of its own.
    var id: ID<ProviderDocument>
    /// The owner of the document.
    var providerId: ID<Provider>
    var kind: ProviderDocument.Kind
    var status: ProviderDocument.Status
    /// The last day on which it is valid; absent without an end.
    var expiresOn: CivilDate?
    /// Why it was rejected; absent otherwise.
    var reason: String?
    /// When it was decided; absent while it waits.
    var decidedAt: Instant?
    /// The uploaded scan, with an address to download it from.
    var file: FileView
    /// The address of the file for some minutes; absent until it has passed the virus scan.
    var url: String?
    /// When it was sent.
    var createdAt: Instant
    /// The value for `If-Match`, and for the `version` that a reviewer has seen.
    var version: Int
}

extension ProviderDocumentView {
    init(_ document: ProviderDocument, for call: Call, _ tx: borrowing Tx) throws {
        id = document.id
        providerId = document.provider
        kind = document.docKind
        status = document.status
        expiresOn = document.expiresOn
        reason = document.reason?.rawValue
        decidedAt = document.decidedAt
        file = FileView(document.file)
        url =
            document.file.state == .clean
            ? try Files.link(to: document.file.id, for: .view, by: call.actor, at: call.site, tx).url : nil
        createdAt = document.createdAt
        version = document.version
    }
}

extension ProviderDocument {
    /// Notifies the provider of the decision, and writes it to the log of staff.
    func announce(to provider: Provider, by actor: Actor, _ tx: borrowing Tx) throws {
        try LSMLog.write(
            .provider,
            provider.id.cast(),
            in: provider.region,
            status == .approved ? "approve_document" : "reject_document",
            reason?.rawValue,
            by: actor,
            tx
        )
        try provider.notify(
            status == .approved ? .documentApproved : .documentRejected,
            ["document": docKind.rawValue, "reason": reason?.rawValue ?? ""],
            tx
        )
    }

    /// Notifies the provider when the scan of a document has found a virus; called in the transaction that ends the scan.
    @Sendable static func scanned(_ file: StoredFile, _ tx: borrowing Tx) throws {
        guard file.state == .infected else { return }
        let document: ProviderDocument? = try tx.first(
            "SELECT \(columns) FROM \(source) WHERE d.file_id = \(file.id)"
        )
        guard let document else { return }
        try Provider.find(document.provider, tx)
            .notify(.documentInfected, ["document": document.docKind.rawValue], tx)
    }
}
