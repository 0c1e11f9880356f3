import Kernel

/// A table of places, one for each identity, and its spatial index.
///
/// On SQLite triggers keep an R*Tree of the table: a restored table fills it by itself. Its coordinates have 32 bits,
/// rounded outwards, so that it can find too much and never too little. PostgreSQL has a GiST index of the points.
public struct GeoIndex: Sendable {
    private let name: StaticString
    private let owner: StaticString?

    /// With an `owner`, the table of the identities, places go with its rows.
    public init(_ name: StaticString, of owner: StaticString? = nil) {
        self.name = name
        self.owner = owner
    }

    private var table: SQL { SQL(stringLiteral: name) }

    /// The migration that makes the table; it comes after the one of the owner.
    public func migration(id: String) -> Migration {
        let (name, owner) = (name.description, owner?.description)
        let reference = owner.map { " REFERENCES \($0) (id) ON DELETE CASCADE" } ?? ""
        return Migration(
            id: id,
            text: """
                --pg
                CREATE TABLE \(name) (
                    id {id} PRIMARY KEY\(reference),
                --sqlite
                CREATE TABLE \(name) (
                    number INTEGER PRIMARY KEY,
                    id {id} NOT NULL UNIQUE\(reference),
                --all
                    latitude {real} NOT NULL CHECK (latitude BETWEEN -90 AND 90),
                    longitude {real} NOT NULL CHECK (longitude BETWEEN -180 AND 180)
                ) {strict};
                --pg
                CREATE INDEX \(name)_point ON \(name) USING gist (point(longitude, latitude));
                --sqlite
                CREATE VIRTUAL TABLE \(name)_box USING rtree (number, west, east, south, north, +id);
                CREATE TRIGGER \(name)_insert AFTER INSERT ON \(name) BEGIN
                    INSERT INTO \(name)_box (number, west, east, south, north, id)
                    VALUES (NEW.number, NEW.longitude, NEW.longitude, NEW.latitude, NEW.latitude, NEW.id);
                END;
                CREATE TRIGGER \(name)_update AFTER UPDATE ON \(name) BEGIN
                    UPDATE \(name)_box SET west = NEW.longitude, east = NEW.longitude,
                           south = NEW.latitude, north = NEW.latitude, id = NEW.id
                     WHERE number = NEW.number;
                END;
                CREATE TRIGGER \(name)_delete AFTER DELETE ON \(name) BEGIN
                    DELETE FROM \(name)_box WHERE number = OLD.number;
                END;
                --all
                """
        )
    }
}

extension GeoIndex {
    /// Puts an identity at a place, from wherever it was.
    public func put(_ id: ID<some Any>, _ place: Coordinates, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO \(table) (id, latitude, longitude) VALUES (\(id), \(place.latitude), \(place.longitude))
                ON CONFLICT (id) DO UPDATE SET latitude = excluded.latitude, longitude = excluded.longitude
            """
        )
    }

    public func remove(_ id: ID<some Any>, _ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM \(table) WHERE id = \(id)")
    }

    /// Selects the identities of all places that are at most that many metres away, and some that are farther:
    /// `id IN (\(index.within(25_000, of: point)))`.
    ///
    /// The caller compares the distance itself, by ``SQL/metres(from:latitude:longitude:)`` or in Swift.
    public func within(_ radius: Int, of point: Coordinates) -> SQL {
        // A rounded distance can be half a metre less than the real one.
        let parts = point.boxes(radius: radius + 1).map(ids)
        return parts.dropFirst().reduce(parts[0]) { "\($0) UNION ALL \($1)" }
    }

    private func ids(in box: GeoBox) -> SQL {
        """
        SELECT place.id FROM \(table)\(pg: "", sqlite: "_box") AS place
         WHERE \(pg: "point(place.longitude, place.latitude) <@ box(point(", sqlite: "place.east >= ")\(box.west)\(pg: ", ", sqlite: " AND place.north >= ")\(box.south)\(pg: "), point(", sqlite: " AND place.west <= ")\(box.east)\(pg: ", ", sqlite: " AND place.south <= ")\(box.north)\(pg: "))", sqlite: "")
        """
    }
}

extension SQL {
    /// The distance between a point and the one in two columns, as ``Coordinates/metres(to:)`` reckons it.
    public static func metres(from point: Coordinates, latitude: SQL, longitude: SQL) -> SQL {
        metres(between: (latitude, longitude), and: ("\(point.latitude)", "\(point.longitude)"))
    }

    /// The distance between two points, each a latitude and a longitude.
    public static func metres(between first: (SQL, SQL), and second: (SQL, SQL)) -> SQL {
        """
        CAST(floor(\(2 * Coordinates.earthRadius) * asin(sqrt(\(pg: "LEAST", sqlite: "min")(1.0,
            power(sin(radians(\(first.0) - \(second.0)) / 2), 2)
            + cos(radians(\(first.0))) * cos(radians(\(second.0)))
            * power(sin(radians(\(first.1) - \(second.1)) / 2), 2)))) + 0.5) AS \(pg: "bigint", sqlite: "INTEGER"))
        """
    }
}
