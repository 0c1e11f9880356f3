import CSQLite

extension SQLiteConnection {
    /// The last error of the connection, as a ``DatabaseError``.
    func error() -> DatabaseError {
        let code = sqlite3_extended_errcode(handle)
        let message = String(cString: sqlite3_errmsg(handle))
        return DatabaseError(kind(code, message), code: String(code), message)
    }

    private func kind(_ code: Int32, _ message: String) -> DatabaseError.Kind {
        switch code & 0xFF {
        case SQLITE_CONSTRAINT: constraint(code >> 8, message)
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_FULL: .full
        case SQLITE_READONLY: .readOnly
        case SQLITE_INTERRUPT: .timeout
        case SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_NOTADB, SQLITE_CORRUPT: .connection
        default: .other
        }
    }

    /// `subcode` is the second byte of the extended result code.
    private func constraint(_ subcode: Int32, _ message: String) -> DatabaseError.Kind {
        let detail = message.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? ""
        switch subcode {
        case 8: return .unique(indexName(detail) ?? detail)
        case 6, 10: return .unique(detail.prefix { $0 != "." } + "_pkey")
        case 3: return .foreignKey("")
        case 5: return .notNull(detail)
        case 7: return raised(message)
        default: return .check(detail)
        }
    }

    /// A trigger raises `RAISE(ABORT, 'exclusion:<name>')`, or `check:`, `unique:`, `foreign_key:`.
    private func raised(_ message: String) -> DatabaseError.Kind {
        let parts = message.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return .check(message) }
        switch parts[0] {
        case "exclusion": return .exclusion(parts[1])
        case "unique": return .unique(parts[1])
        case "foreign_key": return .foreignKey(parts[1])
        default: return .check(parts[1])
        }
    }

    /// SQLite names columns (`t.a, t.b`) or an index on expressions (`index 't_lower'`).
    ///
    /// The result is PostgreSQL's name.
    private func indexName(_ detail: String) -> String? {
        if detail.hasPrefix("index '") { return String(detail.dropFirst(7).dropLast()) }
        let columns = detail.split(separator: ",").map {
            $0.split(separator: ".").last.map(String.init) ?? ""
        }
        guard let table = detail.split(separator: ".").first.map(String.init) else { return nil }
        let names = uniqueIndexes(of: table, over: columns)
        if let name = names.first(where: { !$0.hasPrefix("sqlite_autoindex_") }) { return name }
        return "\(table)_\(columns.joined(separator: "_"))_key"
    }

    private func uniqueIndexes(of table: String, over columns: [String]) -> [String] {
        let query = """
            SELECT l.name FROM pragma_index_list(?1) l WHERE l."unique" = 1
            AND (SELECT group_concat(name, ',') FROM pragma_index_info(l.name)) = ?2 ORDER BY l.seq
            """
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK else { return [] }
        defer { sqlite3_finalize(statement) }
        sqlite3_bind_text(statement, 1, table, -1, transient)
        sqlite3_bind_text(statement, 2, columns.joined(separator: ","), -1, transient)
        var names: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW, let name = sqlite3_column_text(statement, 0) {
            names.append(String(cString: name))
        }
        return names
    }
}
