import CLibPQ
import CSQLite
import Kernel

/// One column of one row, still in the driver's memory.
public struct Cell {
    enum Source {
        case postgres(OpaquePointer, row: Int32)
        case sqlite(OpaquePointer)

        var columnCount: Int32 {
            switch self {
            case .postgres(let result, _): PQnfields(result)
            case .sqlite(let statement): sqlite3_column_count(statement)
            }
        }
    }

    let source: Source
    let column: Int32

    var name: String {
        let name =
            switch source {
            case .postgres(let result, _): PQfname(result, column).map { UnsafePointer($0) }
            case .sqlite(let statement): sqlite3_column_name(statement, column)
            }
        return name.map { String(cString: $0) } ?? "#\(column + 1)"
    }

    /// The error for a column with another type than `wanted`.
    public func isNot(_ wanted: String) -> DatabaseError {
        let name = name
        return DatabaseError(.decoding(name), "column \(name) is \(isNull ? "NULL" : "") not \(wanted)")
    }

    var isNull: Bool {
        switch source {
        case .postgres(let result, let row): PQgetisnull(result, row, column) == 1
        case .sqlite(let statement): sqlite3_column_type(statement, column) == SQLITE_NULL
        }
    }

    func integer() throws -> Int64 {
        switch source {
        case .postgres(let result, let row):
            return try PGCell(result, row, column, self).integer()
        case .sqlite(let statement):
            guard sqlite3_column_type(statement, column) == SQLITE_INTEGER else { throw isNot("an integer") }
            return sqlite3_column_int64(statement, column)
        }
    }

    func real() throws -> Double {
        switch source {
        case .postgres(let result, let row):
            return try PGCell(result, row, column, self).real()
        case .sqlite(let statement):
            let type = sqlite3_column_type(statement, column)
            guard type == SQLITE_FLOAT || type == SQLITE_INTEGER else { throw isNot("a number") }
            return sqlite3_column_double(statement, column)
        }
    }

    func text() throws -> String {
        if case .postgres(let result, let row) = source {
            try PGCell(result, row, column, self).expectText()
        } else if case .sqlite(let statement) = source {
            guard sqlite3_column_type(statement, column) == SQLITE_TEXT else { throw isNot("a text") }
        }
        return try withBytes { String(decoding: $0, as: UTF8.self) }
    }

    func id() throws -> UInt128 {
        let raw = try withBytes { bytes in
            bytes.count == 16 ? UInt128(bigEndian: bytes.loadUnaligned(as: UInt128.self)) : nil
        }
        guard let raw else { throw isNot("an identifier") }
        return raw
    }

    func instant() throws -> Instant {
        switch source {
        case .postgres(let result, let row): try PGCell(result, row, column, self).instant()
        case .sqlite: Instant(micros: try integer())
        }
    }

    func date() throws -> CivilDate {
        if case .postgres(let result, let row) = source {
            return try PGCell(result, row, column, self).date()
        }
        guard let days = Int32(exactly: try integer()) else { throw isNot("a date") }
        return CivilDate(days: days)
    }

    /// The bytes of a text, a blob or a JSON document.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        switch source {
        case .postgres(let result, let row):
            return try body(try PGCell(result, row, column, self).bytes())
        case .sqlite(let statement):
            guard !isNull else { throw isNot("a value") }
            let start = sqlite3_column_blob(statement, column)
            return try body(
                UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
            )
        }
    }
}
