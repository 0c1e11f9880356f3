import Foundation
import Kernel
import Platform
import TestKit
import Testing

@testable import App
@testable import Store

/// A database as an earlier commit left it, and what has become of it since.
struct OldDatabase: Sendable, CustomTestStringConvertible {
    let product: String
    /// Where tables and columns are now, as `table` or `table.column`.
    var moved: [String: String] = [:]
    /// Columns whose values a later migration changes, or takes away; the facts say what they are now.
    var rewritten: Set<String> = []
    /// Tables that a later migration adds rows to.
    var grown: Set<String> = ["schema_migration"]
    let facts: [Fact]

    /// The effect of a later migration on the rows; the query returns one column of text.
    struct Fact: Sendable {
        let words: String
        let query: SQL
        let values: [String]

        init(_ words: String, _ query: SQL, _ values: [String] = []) {
            self.words = words
            self.query = query
            self.values = values
        }
    }

    var testDescription: String { product }

    var today: ProductDefinition {
        get throws { try #require(allProducts.first { $0.name == product }) }
    }

    /// Fills an empty database with the dump in `Fixtures`.
    func load(into db: Database) async throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/\(product).\(db.dialect).sql")
        let dump = try String(contentsOf: file, encoding: .utf8)
        let schema = db.options.schema.map { "CREATE SCHEMA \($0);" } ?? ""
        try await db.onOwnConnection { connection in try connection.script("BEGIN; \(schema)\(dump); COMMIT")
        }
    }

    /// Where that table or column is now, by its name alone.
    func place(of name: String) -> String { moved[name] ?? name }
}

/// Rows by table, each as its columns by name.
struct Content: Sendable {
    private(set) var tables: [String: [[String: JSONValue]]] = [:]

    init(of db: Database) async throws {
        tables = try await db.onOwnConnection { connection in
            try connection.script("CREATE TEMP TABLE content AS \(Self.query(connection))")
            var tables: [String: [[String: JSONValue]]] = [:]
            _ = try connection.run("SELECT name, content FROM content") { row in
                let (name, content): (String, JSONValue) = (try row.next(), try row.json())
                let columns = content.objectValue?.members.map { ($0.name, $0.value) } ?? []
                tables[name, default: []].append(Dictionary(uniqueKeysWithValues: columns))
            }
            return tables
        }
    }

    /// All rows of all tables, as JSON: identities and bytes are none, so that SQLite quotes every value.
    private static func query(_ connection: any Connection) throws -> String {
        var columns: [String: [String]] = [:]
        _ = try connection.run(Self.listing) { row in
            let (table, column): (String, String) = (try row.next(), try row.next())
            columns[table, default: []].append(column)
        }
        return columns.sorted { $0.key < $1.key }.map { table, columns in
            let content =
                connection.dialect == .postgres
                ? "to_jsonb(t)"
                : "json_object(\(columns.map { "'\($0)', quote(t.\"\($0)\")" }.joined(separator: ", ")))"
            return "SELECT CAST('\(table)' AS text) AS name, \(content) AS content FROM \"\(table)\" t"
        }
        .joined(separator: " UNION ALL ")
    }

    private static let listing: SQL =
        """
        \(pg: "SELECT CAST(t.relname AS text), CAST(c.attname AS text) FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid WHERE t.relnamespace = CAST(current_schema() AS regnamespace) AND t.relkind = 'r' AND c.attnum > 0 AND NOT c.attisdropped",
          sqlite: "SELECT t.name, c.name FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name) AS c WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'")
        """

    var count: Int { tables.values.map(\.count).reduce(0, +) }
}
