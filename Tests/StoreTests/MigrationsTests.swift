import Kernel
import Testing

@testable import Store

@Suite struct `Migrations` {
    private static let second = Migration(id: "test/002-more", "ALTER TABLE entry ADD COLUMN extra {text};")

    private func withEmpty(
        _ engine: TestEngine,
        _ body: (Database, Database) async throws -> Void
    ) async throws {
        try await engine.withPlace { location, options in
            let one = try Database.open(location, options)
            let other = try Database.open(location, options)
            try await body(one, other)
            await one.close()
            await other.close()
        }
    }

    @Test(arguments: TestEngine.available)
    func `are applied once, in order`(engine: TestEngine) async throws {
        try await withEmpty(engine) { database, _ in
            #expect(
                try await database.pending([.fixture, Self.second]) == ["test/001-tables", "test/002-more"]
            )
            #expect(try await database.migrate([.fixture]) == ["test/001-tables"])
            #expect(try await database.pending([.fixture, Self.second]) == ["test/002-more"])
            #expect(try await database.migrate([.fixture, Self.second]) == ["test/002-more"])
            #expect(try await database.migrate([.fixture, Self.second]) == [])
            try await database.write { tx in try tx.execute("INSERT INTO entry (id, extra) VALUES (1, 'x')") }
        }
    }

    @Test(arguments: TestEngine.available)
    func `that were changed or are unknown are refused`(engine: TestEngine) async throws {
        try await withEmpty(engine) { database, _ in
            try await database.migrate([.fixture, Self.second])
            let changed = Migration(id: "test/002-more", "ALTER TABLE entry ADD COLUMN other {text};")
            let afterChange = try await databaseError { try await database.migrate([.fixture, changed]) }
            let older = try await databaseError { try await database.migrate([.fixture]) }
            let pending = try await databaseError { _ = try await database.pending([.fixture]) }
            let twice = try await databaseError { try await database.migrate([.fixture, .fixture]) }
            #expect(afterChange?.kind == .migration("test/002-more"))
            #expect(afterChange?.message.contains("changed after") == true)
            #expect(older?.message.contains("newer version") == true)
            #expect(pending?.kind == .migration("test/002-more"))
            #expect(twice?.message.contains("twice") == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `that fail leave nothing behind`(engine: TestEngine) async throws {
        try await withEmpty(engine) { database, _ in
            let broken = Migration(
                id: "test/002-broken",
                "CREATE TABLE half (id {int}); CREATE TABLE half (id {int});"
            )
            let error = try await databaseError { try await database.migrate([.fixture, broken]) }
            #expect(error?.kind == .migration("test/002-broken"))
            #expect(try await database.pending([.fixture, broken]) == ["test/002-broken"])
            #expect(try await database.migrate([.fixture, Self.second]) == ["test/002-more"])
            let missing = try await databaseError {
                _ = try await database.read { tx in try tx.value("SELECT COUNT(*) FROM half", as: Int.self) }
            }
            #expect(missing != nil)
        }
    }

    @Test(arguments: TestEngine.available)
    func `wait for each other`(engine: TestEngine) async throws {
        try await withEmpty(engine) { one, other in
            async let first = one.migrate([.fixture, Self.second])
            async let second = other.migrate([.fixture, Self.second])
            let applied = try await first + second
            #expect(applied.sorted() == ["test/001-tables", "test/002-more"])
        }
    }

    @Test(arguments: TestEngine.available)
    func `do not break statements prepared before`(engine: TestEngine) async throws {
        try await withEmpty(engine) { database, _ in
            try await database.migrate([.fixture])
            @Sendable func count() async throws -> Int {
                try await database.read { tx in
                    var columns = 0
                    try tx.forEach("SELECT * FROM counter") { row in
                        row.skip(2)
                        columns = 2
                        do {
                            _ = try row.next(String?.self)
                            columns = 3
                        } catch let error as DatabaseError where error.kind == .decoding("#3") {}
                    }
                    return columns
                }
            }
            for _ in 0..<8 { #expect(try await count() == 2) }
            try await database.migrate([
                .fixture, Migration(id: "test/003-wider", "ALTER TABLE counter ADD COLUMN note {text};"),
            ])
            for _ in 0..<8 { #expect(try await count() == 3) }
        }
    }

    @Test(arguments: [
        (Dialect.postgres, "a uuid, b jsonb DEFAULT '{\"c\": {}}', d bigint CHECK (d <> '{id')"),
        (.sqlite, "a BLOB, b TEXT DEFAULT '{\"c\": {}}', d INTEGER CHECK (d <> '{id')"),
    ])
    func `have the engine's types in place of their names in braces, and all other braces`(
        dialect: Dialect,
        script: String
    ) {
        let text = "a {id}, b {json} DEFAULT '{\"c\": {}}', d {int} CHECK (d <> '{id')"

        #expect(Migration(id: "test/braces", text: text).script(for: dialect) == script)
    }
}
