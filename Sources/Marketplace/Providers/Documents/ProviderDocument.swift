import Kernel
import Platform
import Store

/// A paper of a provider, with the result of its review.
///
/// A new file of the same kind is a document of its own: the previous one stays valid until the new one is approved.
struct ProviderDocument: Sendable {
    let id: ID<ProviderDocument>
    let provider: ID<Provider>
    let docKind: Kind
    /// The last day on which it is valid; nil without an end.
    let expiresOn: CivilDate?
    let status: Status
    /// Why it was rejected, as the provider reads it.
    var reason: Reason?
    var decider: ID<Account>?
    var decidedAt: Instant?
    let createdAt: Instant
    let version: Int
    let file: StoredFile

    /// The subject of a document.
    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The provider's identity.
        case identity
        /// Cover for damage.
        case insurance
        /// The right to practise a regulated trade.
        case licence
        /// Anything else; any number of these stand side by side.
        case other
    }

    static let rules = FileRules(MediaType.documents, upTo: 20 << 20)
    /// The documents of one provider that wait for a decision or are approved.
    static let most = 20
}

extension ProviderDocument: LifecycleSubject {
    static let kind = "provider_document"

    /// The result of a document's review.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Waits for a local manager.
        case pending
        /// Accepted.
        case approved
        /// Refused with a reason.
        case rejected
        /// Another file took its place.
        case replaced
    }

    /// A move of a document along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The local manager accepts the file.
        case approve
        /// The local manager refuses the file.
        case reject
        /// A newer file takes its place.
        case replace
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<ProviderDocument, Status, Event>(start: .pending) {
        // event      from                       to             needs
        On(.approve, from: .pending,            to: .approved, needs: .providerVerify)
        On(.reject,  from: .pending,            to: .rejected, needs: .providerVerify)
        On(.replace, from: .pending, .approved, to: .replaced, needs: .providerRecord)
    }

    func transitioned(
        to status: Status,
        by event: Event,
        _ tx: borrowing Tx
    ) throws -> ProviderDocument {
        let replacedAt = status == .replaced ? tx.now : nil
        try tx.changeOne(
            """
            UPDATE provider_document
               SET status = \(status), reason = \(reason), decided_by = \(decider), decided_at = \(decidedAt),
                   replaced_at = \(replacedAt), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }
}

extension ProviderDocument: Record {
    static let columns: SQL =
        """
        d.id AS document_id, d.provider_id, d.kind, d.expires_on, d.status, d.reason, d.decided_by, d.decided_at,
        d.created_at AS sent_at, d.version, \(StoredFile.columns)
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        provider = try row.next()
        docKind = try row.next()
        expiresOn = try row.next()
        status = try row.next()
        reason = try row.next()
        decider = try row.next()
        decidedAt = try row.next()
        createdAt = try row.next()
        version = try row.next()
        file = try StoredFile(&row)
    }
}
