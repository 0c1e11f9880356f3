import Kernel
import Platform
import Store

extension ProviderDocument {
    static let source: SQL = "provider_document d JOIN stored_file f ON f.id = d.file_id"

    static func find(_ id: ID<ProviderDocument>, _ tx: borrowing Tx) throws -> ProviderDocument {
        try tx.one("SELECT \(columns) FROM \(source) WHERE d.id = \(id)")
    }

    static func find(
        _ id: ID<ProviderDocument>,
        of provider: ID<Provider>,
        _ tx: borrowing Tx
    ) throws -> ProviderDocument {
        try tx.one("SELECT \(columns) FROM \(source) WHERE d.id = \(id) AND d.provider_id = \(provider)")
    }

    /// All documents of a provider, the newest first.
    static func list(of provider: ID<Provider>, _ tx: borrowing Tx) throws -> [ProviderDocument] {
        try tx.all(
            """
            SELECT \(columns) FROM \(source) WHERE d.provider_id = \(provider)
             ORDER BY d.created_at DESC, d.id DESC
            """
        )
    }

    /// Adds a received file; one of the same kind that waits for a decision is replaced, and cannot be approved any more.
    static func add(
        _ received: ReceivedFile,
        as new: NewProviderDocument,
        of provider: Provider,
        by call: Call,
        _ tx: borrowing Tx
    ) throws -> ProviderDocument {
        try replaceWaiting(new.kind, of: provider, by: call, tx)
        try demandRoom(for: provider, tx)
        let file = try Files.keep(received, owner: provider.account, by: call.actor, tx)
        let id = tx.newID(of: ProviderDocument.self)
        try tx.execute(
            """
            INSERT INTO provider_document (id, provider_id, kind, file_id, expires_on, status, created_at, updated_at, version)
            VALUES (\(id), \(provider.id), \(new.kind), \(file.id), \(new.expiresOn), 'pending', \(tx.now), \(tx.now), 1)
            """
        )
        try Audit.record(
            ProviderAction.addDocument,
            of: Provider.kind,
            provider.id.cast(),
            by: call.actor,
            tx
        )
        return try find(id, tx)
    }

    private static func replaceWaiting(
        _ kind: Kind,
        of provider: Provider,
        by call: Call,
        _ tx: borrowing Tx
    ) throws {
        guard kind != .other, let waiting = try current(kind, .pending, of: provider.id, tx) else { return }
        _ = try waiting.advanced(by: .replace, as: call, tx)
    }

    static func demandRoom(for provider: Provider, _ tx: borrowing Tx) throws {
        let count = try tx.value(
            """
            SELECT COUNT(*) FROM provider_document
             WHERE provider_id = \(provider.id) AND status IN ('pending', 'approved')
            """,
            as: Int.self
        )
        guard (count ?? 0) < most else { throw Problem.tooMany("documents", limit: most) }
    }

    private static func current(
        _ kind: Kind,
        _ status: Status,
        of provider: ID<Provider>,
        _ tx: borrowing Tx
    ) throws -> ProviderDocument? {
        try tx.first(
            """
            SELECT \(columns) FROM \(source)
             WHERE d.provider_id = \(provider) AND d.kind = \(kind) AND d.status = \(status)
            """
        )
    }

    /// Accepts the file; the one that was valid until now is replaced.
    func approved(as call: Call, _ tx: borrowing Tx) throws -> ProviderDocument {
        let provider = try Provider.find(provider, tx)
        if status == .pending {
            _ = try file.openable()
            guard try isValid(on: provider.today(tx)) else { throw Problem(.documentExpired) }
            if docKind != .other, let before = try Self.current(docKind, .approved, of: provider.id, tx) {
                _ = try before.advanced(by: .replace, as: call, tx)
            }
        }
        let approved = try decided(by: call, nil, tx).advanced(by: .approve, as: call, tx)
        try provider.documentArrived(as: call, tx)
        return approved
    }

    func rejected(because reason: Reason, as call: Call, _ tx: borrowing Tx) throws -> ProviderDocument {
        try decided(by: call, reason, tx)
            .advanced(by: .reject, as: call, reason: reason.rawValue, tx)
    }

    private func decided(by call: Call, _ reason: Reason?, _ tx: borrowing Tx) -> ProviderDocument {
        var next = self
        (next.reason, next.decider, next.decidedAt) = (reason, call.actor.account, tx.now)
        return next
    }

    func isValid(on day: CivilDate) -> Bool { expiresOn.map { $0 >= day } ?? true }
}
