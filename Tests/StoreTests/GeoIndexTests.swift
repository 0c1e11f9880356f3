import Foundation
import Kernel
import Testing

@testable import Store

@Suite struct `Places` {
    private static let places = GeoIndex("shop_place", of: "shop")
    private static let migrations = [
        Migration(id: "places/001", "CREATE TABLE shop (id {id} PRIMARY KEY) {strict};"),
        places.migration(id: "places/002"),
    ]

    private enum Shop {}

    private static func point(_ latitude: Double, _ longitude: Double) throws -> Coordinates {
        try #require(Coordinates(latitude: latitude, longitude: longitude))
    }

    private func withShops(
        _ engine: TestEngine,
        _ body: (Database) async throws -> Void
    ) async throws {
        try await engine.withPlace { location, options in
            let database = try Database.open(location, options)
            try await database.migrate(Self.migrations)
            try await body(database)
            await database.close()
        }
    }

    private static func open(_ points: [Coordinates], _ database: Database) async throws -> [ID<Shop>] {
        try await database.write { tx in
            try points.map { point in
                let id = tx.newID(of: Shop.self)
                try tx.execute("INSERT INTO shop (id) VALUES (\(id))")
                try places.put(id, point, tx)
                return id
            }
        }
    }

    private static func near(
        _ point: Coordinates,
        _ radius: Int,
        _ database: Database
    ) async throws -> [ID<Shop>: Int] {
        try await database.read { tx in
            var found: [ID<Shop>: Int] = [:]
            try tx.forEach(
                """
                SELECT p.id, \(SQL.metres(from: point, latitude: "p.latitude", longitude: "p.longitude"))
                  FROM shop_place p WHERE p.id IN (\(places.within(radius, of: point)))
                """
            ) { row in found[try row.next()] = try row.next(Int.self) }
            return found
        }
    }

    @Test(arguments: TestEngine.available)
    func `are found with their exact distance, also at the poles and across the 180th meridian`(
        engine: TestEngine
    ) async throws {
        try await withShops(engine) { database in
            let crowded: [(Double, Double)] = [
                (40.7128, -74.006), (-16.5, 179.9), (89.9, 10), (-89.95, 0), (0, 0),
            ]
            var points: [Coordinates] = []
            for (latitude, longitude) in crowded {
                for step in -20...20 {
                    let east = longitude + Double(step) / 40
                    points.append(
                        try Self.point(
                            min(90, max(-90, latitude + Double(step % 7) / 30)),
                            east > 180 ? east - 360 : east
                        )
                    )
                }
            }
            let ids = try await Self.open(points, database)
            for (latitude, longitude) in crowded {
                let centre = try Self.point(latitude, longitude)
                for radius in [100, 6_286, 25_000, 200_000] {
                    let found = try await Self.near(centre, radius, database).filter { $0.value <= radius }
                    let expected = zip(ids, points).map { ($0, $1.metres(to: centre)) }.filter {
                        $1 <= radius
                    }
                    #expect(found == Dictionary(uniqueKeysWithValues: expected))
                }
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `move, go with their owner, and are refused outside of the earth`(engine: TestEngine) async throws {
        try await withShops(engine) { database in
            let (home, away) = (try Self.point(40, -74), try Self.point(42, -71))
            let ids = try await Self.open([home, home, home], database)
            try await database.write { tx in
                try Self.places.put(ids[0], away, tx)
                try Self.places.remove(ids[1], tx)
                try tx.execute("DELETE FROM shop WHERE id = \(ids[2])")
            }
            #expect(try await Self.near(home, 1_000, database).isEmpty)
            #expect(try await Self.near(away, 0, database) == [ids[0]: 0])
            await #expect(throws: DatabaseError.self) {
                try await database.write { tx in
                    try tx.execute("UPDATE shop_place SET latitude = \(91.0) WHERE id = \(ids[0])")
                }
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `are found in a restored copy too`(engine: TestEngine) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await withShops(engine) { database in
            let home = try Self.point(-16.5, 179.99)
            let ids = try await Self.open(
                [home, try Self.point(-16.5, -179.99), try Self.point(0, 0)],
                database
            )
            let copy = try await database.copy(to: folder)
            try await engine.withPlace { location, options in
                let second = try Database.open(location, options)
                try await second.restore(copy, from: folder, Self.migrations)
                #expect(try await Self.near(home, 5_000, second) == [ids[0]: 0, ids[1]: 2_132])
                try await second.write { tx in try Self.places.put(ids[2], home, tx) }
                #expect(try await Self.near(home, 1, second) == [ids[0]: 0, ids[2]: 0])
                await second.close()
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `are found by the index`(engine: TestEngine) async throws {
        try await withShops(engine) { database in
            let home = try Self.point(40, -74)
            let plan = try await database.write { tx in
                // PostgreSQL reads so small a table as a whole unless it must not.
                if tx.dialect == .postgres { try tx.execute("SET LOCAL enable_seqscan = off") }
                var lines: [String] = []
                let query = Self.places.within(25_000, of: home)
                try tx.forEach("\(pg: "EXPLAIN ", sqlite: "EXPLAIN QUERY PLAN ")\(query)") { row in
                    if tx.dialect == .sqlite { row.skip(3) }
                    lines.append(try row.next())
                }
                return lines.joined(separator: "\n")
            }
            #expect(
                plan.contains(engine == .sqlite ? "VIRTUAL TABLE INDEX 2:" : "shop_place_point"),
                "\(plan)"
            )
        }
    }
}
