import Kernel
import Platform
import Store

/// The names of an organisation's people in its releases: HMACs under a random key of the organisation.
enum ReleaseNames {
    /// The sealed key, which is never replaced: with another key nobody would be recognised in the next release.
    static let column = SealedColumn("release_key", "sealed", key: "organization_id")

    /// The key of the organisation, made at its first release.
    static func key(
        of organization: ID<Organization>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> PseudonymKey {
        if let sealed = try sealed(of: organization, tx) {
            return PseudonymKey(try column.open(sealed, in: organization, at: site))
        }
        let key = PseudonymKey.random()
        try tx.execute(
            """
            INSERT INTO release_key (organization_id, sealed, created_at)
            VALUES (\(organization), \(try column.seal(key.bytes, in: organization, at: site)), \(tx.now))
            """
        )
        return key
    }

    private static func sealed(of organization: ID<Organization>, _ tx: borrowing Tx) throws -> [UInt8]? {
        try tx.value(
            "SELECT sealed FROM release_key WHERE organization_id = \(organization)",
            as: [UInt8].self
        )
    }

    /// Replaces the person's name by one random name in all releases of each organisation; the figures stay.
    static func forget(_ account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws {
        for organization in try tx.values(
            "SELECT organization_id FROM release_key ORDER BY organization_id",
            as: ID<Organization>.self
        ) {
            let name = try key(of: organization, at: site, tx).name(of: account)
            try tx.execute(
                "UPDATE release_member SET pseudonym = \(PseudonymKey.nobody()) WHERE pseudonym = \(name)"
            )
        }
    }
}
