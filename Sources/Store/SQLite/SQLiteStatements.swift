import CSQLite
import Kernel

extension SQLiteConnection {
    func run(_ sql: SQL, _ each: (inout Row) throws -> Void) throws -> Int {
        if let failure {
            throw DatabaseError(.aborted, "an earlier statement of this transaction failed: \(failure)")
        }
        if let fault = sql.fault { throw fault }
        try startWatching()
        defer { stopWatching() }
        let statement = try poisoning { try prepare(sql) }
        defer { statement.end() }
        try bind(sql.values, to: statement.handle)
        while try poisoning({ try step(statement.handle) }) {
            var row = Row(.sqlite(statement.handle))
            try each(&row)
        }
        return sqlite3_stmt_readonly(statement.handle) != 0 ? 0 : Int(sqlite3_changes64(handle))
    }

    func post(_ sql: SQL) throws {
        _ = try run(sql) { _ in }
    }

    /// Like `run`, which holds one row at a time; the caller's time for a row does not count for the
    /// statement.
    func stream(_ sql: SQL, _ each: (inout Row) throws -> Void) throws {
        _ = try run(sql) { row in
            try each(&row)
            try startWatching()
        }
    }

    /// Runs BEGIN, SAVEPOINT and similar statements, which nothing interrupts.
    func control(_ sql: SQL) throws {
        let statement = try prepare(sql)
        defer { statement.end() }
        while try step(statement.handle) {}
    }

    private func poisoning<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            failure = failure ?? error
            throw error
        }
    }

    /// A running statement cannot run again at the same time: a nested use gets a new one.
    private func prepare(_ sql: SQL) throws -> SQLiteStatement {
        let shape = SQLShape(sql)
        let known = statements.find(shape)
        if let known, !known.isRunning { return known.begun() }
        var fresh: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let result = sqlite3_prepare_v3(handle, sql.text(for: .sqlite), -1, flags, &fresh, nil)
        guard result == SQLITE_OK else { throw error() }
        guard let fresh else { throw DatabaseError(.other, "the statement is empty") }
        let statement = SQLiteStatement(fresh)
        if known == nil { _ = statements.insert(statement, for: shape) }
        return statement.begun()
    }

    /// True when there is a row.
    private func step(_ statement: OpaquePointer) throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case SQLITE_INTERRUPT: throw interruptionError()
        default: throw error()
        }
    }

    private func bind(_ values: [SQLValue], to statement: OpaquePointer) throws {
        guard Int(sqlite3_bind_parameter_count(statement)) == values.count else {
            throw DatabaseError(.other, "the text of the statement contains a placeholder of its own")
        }
        for (index, value) in values.enumerated() {
            if case .text(let text) = value { _ = try SQLValue.withoutNUL(text) }
            let result = bind(value, to: statement, at: Int32(index + 1))
            guard result == SQLITE_OK else { throw error() }
        }
    }

    private func bind(_ value: SQLValue, to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch value {
        case .null: sqlite3_bind_null(statement, index)
        case .boolean(let flag): sqlite3_bind_int64(statement, index, flag ? 1 : 0)
        case .integer(let number): sqlite3_bind_int64(statement, index, number)
        case .real(let number): sqlite3_bind_double(statement, index, number)
        case .text(let text), .json(let text): bind(text, to: statement, at: index)
        case .list(let values, _): bind(SQLList.sqlite(values), to: statement, at: index)
        case .bytes(let bytes): bind(bytes, to: statement, at: index)
        case .id(let raw):
            withUnsafeBytes(of: raw.bigEndian) {
                sqlite3_bind_blob(statement, index, $0.baseAddress, 16, transient)
            }
        case .instant(let instant): sqlite3_bind_int64(statement, index, instant.micros)
        case .date(let date): sqlite3_bind_int64(statement, index, Int64(date.days))
        }
    }

    private func bind(_ text: String, to statement: OpaquePointer, at index: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // An empty text has no address, and no address would mean NULL.
                guard let start = characters.baseAddress else {
                    return sqlite3_bind_text(statement, index, "", 0, transient)
                }
                return sqlite3_bind_text64(
                    statement,
                    index,
                    start,
                    UInt64(characters.count),
                    transient,
                    UInt8(SQLITE_UTF8)
                )
            }
        }
    }

    private func bind(_ bytes: [UInt8], to statement: OpaquePointer, at index: Int32) -> Int32 {
        guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
        return bytes.withUnsafeBytes {
            sqlite3_bind_blob64(statement, index, $0.baseAddress, UInt64($0.count), transient)
        }
    }
}
