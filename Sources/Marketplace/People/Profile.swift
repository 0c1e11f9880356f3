import Kernel
import Platform
import Store

typealias PersonName = Line<1, 100>

/// The data of a person in addition to the account, for every role.
struct Profile: Sendable, Equatable {
    let account: ID<Account>
    var name: PersonName
    var avatar: ID<StoredFile>?
    /// The zone of the person's times; nil for the product's.
    var zone: Zone?
    /// Where the person lives; nil until they say.
    var point: Coordinates?
    fileprivate(set) var sealedAddress: [UInt8]?
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int

    static let address = PersonSealedColumn("profile", "address", key: "account_id", account: "account_id")
}

extension Profile {
    static func find(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Profile {
        try tx.one("SELECT \(columns) FROM profile p WHERE p.account_id = \(account)")
    }

    /// Writes the row of a person whose account has just been opened.
    static func open(_ account: ID<Account>, _ name: PersonName, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO profile (account_id, name, search_text, created_at, updated_at, version)
            VALUES (\(account), \(name), \(SearchText.stored([name.rawValue])), \(tx.now), \(tx.now), 1)
            """
        )
    }

    func openedAddress(at site: Site, _ tx: borrowing Tx) throws -> String? {
        try sealedAddress.map {
            String(
                decoding: try Self.address.open($0, in: account, of: account, at: site, tx),
                as: UTF8.self
            )
        }
    }

    func addressed(_ change: Change<StreetAddress>, at site: Site, _ tx: borrowing Tx) throws -> Profile {
        var next = self
        switch change {
        case .keep: break
        case .clear: next.sealedAddress = nil
        case .set(let address):
            next.sealedAddress = try Self.address.seal(
                address.rawValue.utf8,
                in: account,
                of: account,
                at: site,
                tx
            )
        }
        return next
    }

    /// Fails with ``Platform/Problem/Code/stale`` after a change by someone else.
    func save(_ tx: borrowing Tx) throws -> Profile {
        try tx.changeOne(
            """
            UPDATE profile
               SET name = \(name), search_text = \(SearchText.stored([name.rawValue])), avatar_id = \(avatar),
                   zone = \(zone), address = \(sealedAddress), lat = \(point?.latitude), lon = \(point?.longitude),
                   updated_at = \(tx.now), version = version + 1
             WHERE account_id = \(account) AND version = \(version)
            """
        )
        return try Self.find(account, tx)
    }

    static let migration = Migration(
        id: "marketplace/people-001",
        """
        CREATE TABLE profile (
            account_id {id} PRIMARY KEY REFERENCES account (id),
            name {text} NOT NULL,
            avatar_id {id} REFERENCES stored_file (id),
            zone {text},
            address {bytes},
            lat {real},
            lon {real},
            search_text {text} NOT NULL,
            search_old {int},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            CHECK ((lat IS NULL) = (lon IS NULL))
        ) {strict};
        CREATE INDEX profile_search_old ON profile (account_id) WHERE search_old = 1;
        CREATE INDEX profile_avatar ON profile (avatar_id) WHERE avatar_id IS NOT NULL;
        """
    )

    static let searched = SearchedTable("profile", key: "account_id", columns: "name") { row in
        SearchText.stored([try row.next(String.self)])
    }
}

extension Profile: Record {
    static let columns: SQL =
        "p.account_id, p.name, p.avatar_id, p.zone, p.address, p.lat, p.lon, p.created_at, p.updated_at, p.version"

    init(_ row: inout Row) throws {
        account = try row.next()
        name = try row.next()
        avatar = try row.next()
        zone = try row.next()
        sealedAddress = try row.next()
        point = try row.coordinatesIfPresent()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }
}
