import Kernel

/// The contents of a database copy: its schema, its tables, and their numbers of rows.
public struct DatabaseCopy: Codable, Sendable {
    public struct Step: Codable, Sendable, Hashable {
        public var id: String
        public var checksum: String
    }

    public struct Table: Codable, Sendable {
        public var name: String
        public var columns: [String]
        public var rows: Int
        /// The file with the rows; SQLite's tables share one file, except the tables that are kept apart.
        public var file: String
    }

    public var dialect: String
    public var migrations: [Step]
    public var tables: [Table]

    /// The files of the copy.
    public var files: [String] { Set(tables.map(\.file)).sorted() }
}

extension Database {
    /// Makes one consistent copy in an empty folder, while others continue writing.
    ///
    /// The rows of some tables go into files of their own in the folder `part`, which exists, and nowhere else.
    public func copy(
        to folder: String,
        apart tables: Set<String> = [],
        in part: String = ""
    ) async throws -> DatabaseCopy {
        let apart = TablesApart(names: tables, part: part)
        return try await onOwnConnection { connection in
            if let connection = connection as? SQLiteConnection {
                return try connection.copy(to: folder, apart)
            }
            if let connection = connection as? PGConnection {
                return try connection.copy(to: folder, apart)
            }
            throw DatabaseError(.other, "this database cannot be copied")
        }
    }

    /// Fills an empty database from a copy, all or nothing; both must have the same migrations.
    ///
    /// The rows of the copy replace rows that the migrations have just made in a new database.
    public func restore(_ copy: DatabaseCopy, from folder: String, _ migrations: [Migration]) async throws {
        let ours = Set(migrations.map { DatabaseCopy.Step(id: $0.id, checksum: $0.checksum) })
        guard copy.dialect == "\(dialect)" else {
            throw DatabaseError(.other, "a copy of \(copy.dialect) cannot be restored into \(dialect)")
        }
        guard ours == Set(copy.migrations) else {
            let different = ours.symmetricDifference(copy.migrations).map(\.id)
            throw DatabaseError(
                .other,
                "the copy was made by another version; migrations that differ: \(Set(different).sorted().joined(separator: ", "))"
            )
        }
        let isNew = try await pending(migrations).count == migrations.count
        try await migrate(migrations)
        try await onOwnConnection { connection in
            if let connection = connection as? SQLiteConnection {
                try connection.restore(copy, from: folder, replacingRows: isNew)
            }
            if let connection = connection as? PGConnection {
                try connection.restore(copy, from: folder, replacingRows: isNew)
            }
        }
    }
}

/// The tables of a copy whose rows are kept in files of their own.
struct TablesApart: Sendable {
    let names: Set<String>
    /// A folder within the folder of the copy.
    let part: String

    /// Nil for a table in the common file.
    func file(of table: String, as type: String) -> String? {
        names.contains(table) ? "\(part)/\(table).\(type)" : nil
    }
}

extension Connection {
    /// Tables with their writable columns, in the order of their references where that matters.
    func tables(_ listing: SQL) throws -> [(name: String, columns: [String])] {
        var tables: [(name: String, columns: [String])] = []
        _ = try run(listing) { row in
            let (table, column): (String, String) = (try row.next(), try row.next())
            if tables.last?.name != table { tables.append((table, [])) }
            tables[tables.count - 1].columns.append(column)
        }
        return tables.filter { $0.name != "schema_migration" }
    }

    func appliedSteps() throws -> [DatabaseCopy.Step] {
        var steps: [DatabaseCopy.Step] = []
        _ = try run("SELECT id, checksum FROM schema_migration ORDER BY id") { row in
            steps.append(DatabaseCopy.Step(id: try row.next(), checksum: try row.next()))
        }
        return steps
    }

    /// All or nothing.
    func atomically<Output>(_ begin: String, _ body: () throws -> Output) throws -> Output {
        try script(begin)
        do {
            let output = try body()
            try script("COMMIT")
            return output
        } catch {
            try? script("ROLLBACK")
            throw error
        }
    }
}

/// A quoted name, in the syntax of both engines.
func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}
