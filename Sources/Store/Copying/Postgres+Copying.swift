import CLibPQ
import Glibc
import Kernel

extension PGConnection {
    /// Copies every table with COPY in one snapshot; as text, which is independent of the server's version.
    func copy(to folder: String, _ apart: TablesApart) throws -> DatabaseCopy {
        PQsetnonblocking(handle, 0)
        return try atomically("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") {
            let tables = try sorted(self.tables(Self.listing)).map { table in
                let file = apart.file(of: table.name, as: "copy") ?? "\(table.name).copy"
                let columns = table.columns.map(quoted).joined(separator: ", ")
                let rows = try copyOut(
                    "COPY \(quoted(table.name)) (\(columns)) TO STDOUT",
                    to: "\(folder)/\(file)"
                )
                return DatabaseCopy.Table(name: table.name, columns: table.columns, rows: rows, file: file)
            }
            return DatabaseCopy(dialect: "\(dialect)", migrations: try appliedSteps(), tables: tables)
        }
    }

    func restore(_ copy: DatabaseCopy, from folder: String, replacingRows isNew: Bool) throws {
        PQsetnonblocking(handle, 0)
        try atomically("BEGIN") {
            if isNew { try deleteRows(of: copy.tables.map(\.name)) }
            for table in copy.tables {
                let (name, columns) = (quoted(table.name), table.columns.map(quoted).joined(separator: ", "))
                guard try isEmpty(name) else {
                    throw DatabaseError(.other, "the table \(table.name) is not empty")
                }
                let rows = try copyIn("COPY \(name) (\(columns)) FROM STDIN", from: "\(folder)/\(table.file)")
                guard rows == table.rows else {
                    throw DatabaseError(
                        .other,
                        "the table \(table.name) does not have the number of rows of the copy"
                    )
                }
            }
        }
    }

    /// Tables come after the tables that they refer to, so they are emptied in the reverse order.
    private func deleteRows(of tables: [String]) throws {
        // Statements that delete nothing would still fire triggers.
        for name in tables.reversed().map(quoted) where try !isEmpty(name) {
            try script("DELETE FROM \(name)")
        }
    }

    private func isEmpty(_ name: String) throws -> Bool {
        try command("SELECT 1 FROM \(name) LIMIT 1").rowCount == 0
    }

    private static let listing: SQL =
        """
        SELECT CAST(t.relname AS text), CAST(c.attname AS text) FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid
         WHERE t.relnamespace = CAST(current_schema() AS regnamespace) AND t.relkind = 'r'
           AND c.attnum > 0 AND NOT c.attisdropped AND c.attgenerated = ''
         ORDER BY t.relname, c.attnum
        """

    /// Referenced tables before the tables that refer to them.
    private func sorted(
        _ tables: [(name: String, columns: [String])]
    ) throws -> [(name: String, columns: [String])] {
        var needs: [String: Set<String>] = [:]
        _ = try run(
            """
            SELECT CAST(t.relname AS text), CAST(o.relname AS text)
              FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class o ON o.oid = k.confrelid
             WHERE k.contype = 'f' AND t.relnamespace = CAST(current_schema() AS regnamespace)
               AND k.conrelid <> k.confrelid
            """
        ) { row in
            let (table, other): (String, String) = (try row.next(), try row.next())
            needs[table, default: []].insert(other)
        }
        var (left, done, result) = (tables, Set<String>(), [(name: String, columns: [String])]())
        while !left.isEmpty {
            let ready = left.filter { needs[$0.name, default: []].isSubset(of: done) }
            guard !ready.isEmpty else {
                throw DatabaseError(.other, "the references between tables form a cycle")
            }
            result += ready
            done.formUnion(ready.map(\.name))
            left.removeAll { done.contains($0.name) }
        }
        return result
    }
}

// COPY in blocking mode: the connection and its thread have no other work.
extension PGConnection {
    private func copyOut(_ statement: String, to path: String) throws -> Int {
        guard let file = fopen(path, "wbx") else { throw DatabaseError(.full, "cannot create \(path)") }
        defer { fclose(file) }
        try beginCopy(statement, PGRES_COPY_OUT)
        while true {
            var buffer: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(handle, &buffer, 0)
            guard count > 0 else { break }
            defer { PQfreemem(buffer) }
            guard fwrite(buffer, 1, Int(count), file) == Int(count) else {
                throw DatabaseError(.full, "cannot write \(path)")
            }
        }
        let rows = try endCopy()
        guard fflush(file) == 0, fsync(fileno(file)) == 0 else {
            throw DatabaseError(.full, "cannot write \(path)")
        }
        return rows
    }

    private func copyIn(_ statement: String, from path: String) throws -> Int {
        guard let file = fopen(path, "rb") else { throw DatabaseError(.other, "cannot open \(path)") }
        defer { fclose(file) }
        try beginCopy(statement, PGRES_COPY_IN)
        var buffer = [CChar](repeating: 0, count: 256 << 10)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            guard PQputCopyData(handle, buffer, Int32(count)) == 1 else { throw lost() }
        }
        guard PQputCopyEnd(handle, ferror(file) == 0 ? nil : "cannot read") == 1 else { throw lost() }
        return try endCopy()
    }

    private func beginCopy(_ statement: String, _ expected: ExecStatusType) throws {
        guard let result = PQexec(handle, statement) else { throw lost() }
        defer { PQclear(result) }
        guard PQresultStatus(result) == expected else { throw error(result) }
    }

    private func endCopy() throws -> Int {
        var rows = 0
        var failure: (any Error)?
        while let result = PQgetResult(handle) {
            if Self.isFine(result) {
                rows = PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? rows
            } else {
                failure = failure ?? error(result)
            }
            PQclear(result)
        }
        if let failure { throw failure }
        return rows
    }
}
