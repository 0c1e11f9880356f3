import CSQLite
import Glibc
import Kernel

extension SQLiteConnection {
    private static let file = "database.sqlite"

    /// `VACUUM INTO` reads one snapshot, like any reader, and writes one compact file.
    func copy(to folder: String) throws -> DatabaseCopy {
        let path = "\(folder)/\(Self.file)"
        _ = try run("VACUUM INTO \(path)") { _ in }
        try sync(path)
        let copy = try SQLiteConnection(
            path: path,
            isReadOnly: true,
            timeout: .hours(6),
            lockWait: .seconds(5)
        )
        defer { copy.disconnect() }
        let tables = try copy.tables(Self.listing).map { table in
            let rows = try copy.count("SELECT COUNT(*) FROM \(quoted(table.name))")
            return DatabaseCopy.Table(name: table.name, columns: table.columns, rows: rows, file: Self.file)
        }
        return DatabaseCopy(dialect: "\(dialect)", migrations: try copy.appliedSteps(), tables: tables)
    }

    func restore(_ copy: DatabaseCopy, from folder: String) throws {
        _ = try run("ATTACH \("\(folder)/\(Self.file)") AS source") { _ in }
        defer { try? script("DETACH source") }
        try atomically("BEGIN IMMEDIATE") {
            try script("PRAGMA defer_foreign_keys=ON")
            for table in copy.tables {
                let (name, columns) = (quoted(table.name), table.columns.map(quoted).joined(separator: ", "))
                guard try count("SELECT COUNT(*) FROM main.\(name)") == 0 else {
                    throw DatabaseError(.other, "the table \(table.name) is not empty")
                }
                try script("INSERT INTO main.\(name) (\(columns)) SELECT \(columns) FROM source.\(name)")
                guard try count("SELECT COUNT(*) FROM main.\(name)") == table.rows else {
                    throw DatabaseError(
                        .other,
                        "the table \(table.name) does not have the number of rows of the copy"
                    )
                }
            }
        }
    }

    private static let listing: SQL =
        """
        SELECT t.name, c.name FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name) AS c
         WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.hidden = 0
         ORDER BY t.name, c.cid
        """

    private func count(_ text: String) throws -> Int {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, text, -1, &statement, nil) == SQLITE_OK else { throw error() }
        defer { sqlite3_finalize(statement) }
        guard sqlite3_step(statement) == SQLITE_ROW else { throw error() }
        return Int(sqlite3_column_int64(statement, 0))
    }

    private func sync(_ path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(file) }
        guard file >= 0, fsync(file) == 0 else { throw DatabaseError(.full, "cannot make \(path) durable") }
    }
}
