import CLibPQ
import CSQLite

/// The contents of every table of a world, read over a separate connection.
///
/// It is for comparing: equal texts are equal tables.
final class TableContents {
    private let connection: Connection

    private enum Connection {
        case sqlite(OpaquePointer)
        case postgres(OpaquePointer, statement: String)
    }

    init(of world: World) throws {
        switch world.databaseAddress {
        case .sqlite(let path): connection = .sqlite(try Self.open(path))
        case .postgres(let url, let schema): connection = try Self.connect(to: url, schema)
        case nil: throw TestFailure("the world stands on a database of someone else")
        }
    }

    deinit {
        switch connection {
        case .sqlite(let handle): sqlite3_close_v2(handle)
        case .postgres(let handle, _): PQfinish(handle)
        }
    }

    /// Numbers are reserved in advance, used or not.
    private static let reserved: Set = ["reference_number"]

    /// Table → contents.
    func read() throws -> [String: String] {
        let contents =
            switch connection {
            case .sqlite(let handle): try Self.read(handle)
            case .postgres(let handle, let statement):
                Dictionary(try Self.answers(to: statement, handle).map { ($0[0], $0[1]) }) { first, _ in first
                }
            }
        return contents.filter { !Self.reserved.contains($0.key) }
    }
}

// SQLite.
extension TableContents {
    private static func open(_ path: String) throws -> OpaquePointer {
        var handle: OpaquePointer?
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, nil) == SQLITE_OK, let handle else {
            throw TestFailure("cannot open \(path)")
        }
        sqlite3_busy_timeout(handle, 5_000)
        return handle
    }

    private static func read(_ handle: OpaquePointer) throws -> [String: String] {
        let listing = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        var contents: [String: String] = [:]
        for table in try rows(listing, handle).map({ $0[0] }) {
            var hasher = Hasher()
            let rows = try rows("SELECT * FROM \"\(table)\"", handle)
            rows.forEach { hasher.combine($0) }
            contents[table] = "\(rows.count) rows, \(hasher.finalize())"
        }
        return contents
    }

    /// Every value by its type and its bytes.
    private static func rows(_ statement: String, _ handle: OpaquePointer) throws -> [[String]] {
        var prepared: OpaquePointer?
        guard sqlite3_prepare_v2(handle, statement, -1, &prepared, nil) == SQLITE_OK else {
            throw TestFailure(String(cString: sqlite3_errmsg(handle)))
        }
        defer { sqlite3_finalize(prepared) }
        var rows: [[String]] = []
        while sqlite3_step(prepared) == SQLITE_ROW {
            rows.append((0..<sqlite3_column_count(prepared)).map { text(of: $0, prepared) })
        }
        return rows
    }

    private static func text(of column: Int32, _ row: OpaquePointer?) -> String {
        guard sqlite3_column_type(row, column) == SQLITE_BLOB else {
            return sqlite3_column_text(row, column).map { String(cString: $0) } ?? "NULL"
        }
        let bytes = UnsafeRawBufferPointer(
            start: sqlite3_column_blob(row, column),
            count: Int(sqlite3_column_bytes(row, column))
        )
        return "x" + bytes.map { String($0, radix: 16) }.joined(separator: ".")
    }
}

// PostgreSQL.
extension TableContents {
    /// One statement for all tables, so that looking is one round trip.
    private static func connect(to url: String, _ schema: String) throws -> Connection {
        guard let handle = PQconnectdb(url) else { throw TestFailure("cannot connect to \(url)") }
        let listing = "SELECT tablename FROM pg_tables WHERE schemaname = '\(schema)'"
        let hashes = try answers(to: listing, handle).map { row in
            """
            SELECT '\(row[0])', COUNT(*) || ' rows, ' || COALESCE(md5(string_agg(t::text, ' ' ORDER BY t::text)), '')
              FROM "\(schema)"."\(row[0])" t
            """
        }
        PQclear(PQexec(handle, "PREPARE contents AS \(hashes.joined(separator: " UNION ALL "))"))
        return .postgres(handle, statement: "EXECUTE contents")
    }

    private static func answers(to statement: String, _ handle: OpaquePointer) throws -> [[String]] {
        let result = PQexec(handle, statement)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_TUPLES_OK else {
            throw TestFailure(String(cString: PQerrorMessage(handle)))
        }
        return (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { String(cString: PQgetvalue(result, row, $0)) }
        }
    }
}

extension [String: String] {
    /// The tables that differ.
    func changes(since before: Self) -> [String] {
        Set(keys).union(before.keys).filter { self[$0] != before[$0] }.sorted()
    }
}
