import Kernel
import Platform
import Store

extension ProviderDocument {
    /// The kinds without which nobody is verified, as administrators have set them.
    static func mandatory(_ tx: borrowing Tx) throws -> [Kind] {
        try Policies.list(.documentsMandatory, at: tx.now, tx).compactMap(Kind.init(rawValue:))
    }
}

extension Provider {
    /// The mandatory kinds of document without an approved one that is still valid.
    func missingDocuments(_ tx: borrowing Tx) throws -> [ProviderDocument.Kind] {
        let valid = try tx.values(
            """
            SELECT kind FROM provider_document
             WHERE provider_id = \(id) AND status = 'approved' AND (expires_on IS NULL OR expires_on >= \(today(tx)))
            """,
            as: ProviderDocument.Kind.self
        )
        return try ProviderDocument.mandatory(tx).filter { !valid.contains($0) }
    }

    /// Refused with 409, which lists them, while mandatory documents are missing.
    func demandDocuments(_ tx: borrowing Tx) throws {
        let missing = try missingDocuments(tx)
        guard missing.isEmpty else {
            throw Problem(
                .documentsMissing,
                extras: ["documents": .array(missing.map { .string($0.rawValue) })]
            )
        }
    }

    /// Reactivates a provider that the server stopped because of a missing document, once none is missing.
    func documentArrived(as call: Call, _ tx: borrowing Tx) throws {
        guard status == .inactive, stopper == .documents, try missingDocuments(tx).isEmpty else { return }
        _ = try decided(by: .reinstate, because: "The document has been approved.", as: call, tx)
    }

    /// The date in the provider's region.
    func today(_ tx: borrowing Tx) throws -> CivilDate {
        try Region.find(region, tx).zone.civil(tx.now).date
    }
}
