import Kernel
import Platform
import Store

extension Region: Record {
    static let columns: SQL =
        "r.id, r.name, r.lat, r.lon, r.radius_m, r.zone, r.is_active, r.created_at, r.updated_at, r.version"

    init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        centre = try row.coordinates()
        radius = try row.next()
        zone = try row.next()
        isActive = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<Region>, _ tx: borrowing Tx) throws -> Region {
        try tx.one("SELECT \(columns) FROM region r WHERE r.id = \(id)")
    }

    /// Refused with `name_taken` where another region has the name, in capital or small letters.
    static func add(_ new: NewRegion, _ tx: borrowing Tx) throws -> Region {
        let id = tx.newID(of: Region.self)
        let (centre, name) = (new.centre, new.name)
        let inserted = try tx.execute(
            """
            INSERT INTO region (id, name, name_key, lat, lon, radius_m, zone, is_active, created_at, updated_at, version)
            VALUES (\(id), \(name), \(NameKey.of(name.rawValue)), \(centre.latitude), \(centre.longitude), \(new.radiusM), \(new.zone),
                    \(new.active ?? true), \(tx.now), \(tx.now), 1)
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.nameTaken) }
        return try find(id, tx)
    }

    func save(_ tx: borrowing Tx) throws -> Region {
        let key = NameKey.of(name.rawValue)
        let isTaken = try tx.exists("SELECT 1 FROM region r WHERE r.name_key = \(key) AND r.id <> \(id)")
        guard !isTaken else { throw Problem(.nameTaken) }
        try tx.changeOne(
            """
            UPDATE region
               SET name = \(name), name_key = \(key), lat = \(centre.latitude), lon = \(centre.longitude),
                   radius_m = \(radius), zone = \(zone), is_active = \(isActive), updated_at = \(tx.now),
                   version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }

    static let migration = Migration(
        id: "marketplace/regions-001",
        """
        CREATE TABLE region (
            id {id} PRIMARY KEY,
            name {text} NOT NULL,
            name_key {text} NOT NULL UNIQUE,
            lat {real} NOT NULL,
            lon {real} NOT NULL,
            radius_m {int} NOT NULL CHECK (radius_m BETWEEN 1000 AND 200000),
            zone {text} NOT NULL,
            is_active {bool} NOT NULL,
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};
        CREATE TABLE region_manager (
            region_id {id} NOT NULL REFERENCES region (id),
            account_id {id} NOT NULL REFERENCES account (id),
            PRIMARY KEY (region_id, account_id)
        ) {strict};
        CREATE INDEX region_manager_account ON region_manager (account_id);
        """
    )
}
