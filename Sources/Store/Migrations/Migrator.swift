import Kernel

/// Applies a list of migrations to the schema of one database, each in its own transaction.
struct Migrator {
    private let connection: any Connection
    private let migrations: [Migration]
    /// The checksums by id, computed once: each step of a first start compares them.
    private let known: [String: String]
    private let now: Instant
    private let schema: String?

    init(_ connection: any Connection, _ migrations: [Migration], now: Instant, schema: String?) throws {
        self.schema = schema
        self.connection = connection
        self.migrations = migrations
        self.now = now
        var seen: Set<String> = []
        for migration in migrations where !seen.insert(migration.id).inserted {
            throw DatabaseError(.migration(migration.id), "migration \(migration.id) is listed twice")
        }
        known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.id, $0.checksum) })
    }

    /// Returns the ids of the applied migrations.
    ///
    /// Other migrations of the same database wait meanwhile.
    func run() throws -> [String] {
        try lock()
        defer { unlock() }
        if let schema, connection.dialect == .postgres {
            try connection.script("CREATE SCHEMA IF NOT EXISTS \"\(schema)\"")
        }
        try transaction { try connection.script(Self.table.script(for: connection.dialect)) }
        var applied: [String] = []
        while let id = try transaction(applyNext) { applied.append(id) }
        return applied
    }

    /// The migrations that `run` would apply; changes nothing.
    func pending() throws -> [String] {
        let applied = try hasTable() ? check() : []
        return migrations.map(\.id).filter { !applied.contains($0) }
    }

    private func applyNext() throws -> String? {
        let applied = try check()
        guard let next = migrations.first(where: { !applied.contains($0.id) }) else { return nil }
        do {
            try connection.script(next.script(for: connection.dialect))
        } catch let error as DatabaseError {
            throw DatabaseError(
                .migration(next.id),
                code: error.code,
                "migration \(next.id): \(error.message)"
            )
        }
        _ = try connection.run(
            """
            INSERT INTO schema_migration (id, checksum, applied_at)
            VALUES (\(next.id), \(next.checksum), \(now))
            """
        ) { _ in }
        return next.id
    }

    /// The ids of applied migrations; each must be known and unchanged.
    private func check() throws -> Set<String> {
        var applied: Set<String> = []
        _ = try connection.run("SELECT id, checksum FROM schema_migration ORDER BY id") { row in
            let id: String = try row.next()
            guard let checksum = known[id] else {
                throw DatabaseError(
                    .migration(id),
                    "migration \(id) was applied by a newer version of this program"
                )
            }
            guard try checksum == row.next() else {
                throw DatabaseError(.migration(id), "migration \(id) was changed after it was applied")
            }
            applied.insert(id)
        }
        return applied
    }

    private static let table = Migration(
        id: "schema_migration",
        """
        CREATE TABLE IF NOT EXISTS schema_migration (
            id {text} PRIMARY KEY, checksum {text} NOT NULL, applied_at {instant} NOT NULL
        ) {strict}
        """
    )
}

// The differences between the engines.
extension Migrator {
    /// All sites of one server share the key, because extensions belong to all of them.
    private static let lockKey: Int64 = 0x506F_7274_6963_6F

    private func lock() throws {
        guard connection.dialect == .postgres else { return }
        _ = try connection.run("SELECT pg_advisory_lock(\(Self.lockKey))") { _ in }
    }

    private func unlock() {
        guard connection.dialect == .postgres else { return }
        // The lock ends with the connection in any case, and the connection is dropped next.
        _ = try? connection.run("SELECT pg_advisory_unlock(\(Self.lockKey))") { _ in }
    }

    private func transaction<Output>(_ body: () throws -> Output) throws -> Output {
        try connection.script(connection.dialect == .postgres ? "BEGIN" : "BEGIN IMMEDIATE")
        do {
            let output = try body()
            try connection.script("COMMIT")
            return output
        } catch {
            try connection.script("ROLLBACK")
            throw error
        }
    }

    private func hasTable() throws -> Bool {
        var count = 0
        _ = try connection.run(
            """
            SELECT COUNT(*) FROM \(
                pg: "pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_migration'",
                sqlite: "sqlite_master WHERE type = 'table' AND name = 'schema_migration'"
            )
            """
        ) { count = try $0.next() }
        return count > 0
    }
}
