import CSQLite
import Glibc
import Kernel

extension SQLiteConnection {
    private static let file = "database.sqlite"

    /// `VACUUM INTO` reads one snapshot, like any reader, and writes one compact file.
    func copy(to folder: String, _ apart: TablesApart) throws -> DatabaseCopy {
        let path = "\(folder)/\(Self.file)"
        _ = try run("VACUUM INTO \(path)") { _ in }
        let copy = try connection(to: path, isReadOnly: true)
        let tables = try copy.tables(Self.listing).map { table in
            DatabaseCopy.Table(
                name: table.name,
                columns: table.columns,
                rows: try copy.count("SELECT COUNT(*) FROM \(quoted(table.name))"),
                file: apart.file(of: table.name, as: "sqlite") ?? Self.file
            )
        }
        let steps = try copy.appliedSteps()
        copy.disconnect()
        try moveApart(tables.filter { $0.file != Self.file }, of: path, in: folder)
        try sync(path)
        return DatabaseCopy(dialect: "\(dialect)", migrations: steps, tables: tables)
    }

    /// Moves the rows of tables into files of their own; nothing of them stays in the copy, free pages included.
    private func moveApart(_ tables: [DatabaseCopy.Table], of path: String, in folder: String) throws {
        guard !tables.isEmpty else { return }
        let copy = try connection(to: path, isReadOnly: false)
        defer { copy.disconnect() }
        try copy.script("PRAGMA journal_mode=MEMORY; PRAGMA secure_delete=ON")
        for table in tables {
            let (name, file) = (quoted(table.name), "\(folder)/\(table.file)")
            _ = try copy.run("ATTACH \(file) AS apart") { _ in }
            try copy.atomically("BEGIN IMMEDIATE") {
                try copy.script("CREATE TABLE apart.\(name) AS SELECT * FROM main.\(name)")
                try copy.script("DELETE FROM main.\(name)")
            }
            try copy.script("DETACH apart")
            try sync(file)
        }
    }

    private func connection(to path: String, isReadOnly: Bool) throws -> SQLiteConnection {
        try SQLiteConnection(path: path, isReadOnly: isReadOnly, timeout: .hours(6), lockWait: .seconds(5))
    }

    func restore(_ copy: DatabaseCopy, from folder: String, replacingRows isNew: Bool) throws {
        var sources: [String: String] = [:]
        defer { for source in sources.values { try? script("DETACH \(source)") } }
        for (number, file) in copy.files.enumerated() {
            _ = try run("ATTACH \("\(folder)/\(file)") AS source\(literal: number)") { _ in }
            sources[file] = "source\(number)"
        }
        try atomically("BEGIN IMMEDIATE") {
            try script("PRAGMA defer_foreign_keys=ON")
            for table in copy.tables {
                let (name, columns) = (quoted(table.name), table.columns.map(quoted).joined(separator: ", "))
                if isNew { try script("DELETE FROM main.\(name)") }
                guard try count("SELECT COUNT(*) FROM main.\(name)") == 0 else {
                    throw DatabaseError(.other, "the table \(table.name) is not empty")
                }
                let source = sources[table.file] ?? ""
                try script("INSERT INTO main.\(name) (\(columns)) SELECT \(columns) FROM \(source).\(name)")
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
