import Platform
import Store

/// The tables of a product with their references, as a Mermaid diagram: what its migrations make in an empty database.
enum EntityDiagram {
    static func text(of product: ProductDefinition) async throws -> String {
        let db = try Database.open(.sqlite(path: ":memory:"))
        do {
            try await db.migrate(product.migrations)
            let tables = try await db.read { tx in try Table.all(tx) }
            await db.close()
            return (["erDiagram"] + tables.flatMap(\.lines)).joined(separator: "\n") + "\n"
        } catch {
            await db.close()
            throw error
        }
    }
}

/// One table, as SQLite describes it.
private struct Table {
    let name: String
    let columns: [Column]
    let references: [Reference]

    struct Column: RowDecodable {
        let name: String
        let type: String
        let isRequired: Bool
        let isKey: Bool

        init(_ row: inout Row) throws {
            name = try row.next()
            type = try row.next(String.self).lowercased()
            isRequired = try row.next()
            isKey = try row.next()
        }
    }

    struct Reference: RowDecodable {
        let column: String
        let table: String

        init(_ row: inout Row) throws {
            column = try row.next()
            table = try row.next()
        }
    }

    /// By name; the parts of full-text tables are not of interest.
    static func all(_ tx: borrowing Tx) throws -> [Table] {
        let names = try tx.values(
            """
            SELECT t.name FROM pragma_table_list t
             WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name
            """,
            as: String.self
        )
        return try names.map { name in
            Table(
                name: name,
                columns: try tx.all(
                    "SELECT c.name, c.type, c.\"notnull\" = 1, c.pk > 0 FROM pragma_table_info(\(name)) c ORDER BY c.cid"
                ),
                references: try tx.all(
                    "SELECT f.\"from\", f.\"table\" FROM pragma_foreign_key_list(\(name)) f ORDER BY f.\"from\", f.\"table\""
                )
            )
        }
    }

    var lines: [String] {
        let foreign = Set(references.map(\.column))
        let attributes = columns.map { column in
            let marks = [column.isKey ? "PK" : nil, foreign.contains(column.name) ? "FK" : nil]
            let keys = marks.compactMap(\.self).joined(separator: ", ")
            return "        \(column.type) \(column.name)" + (keys.isEmpty ? "" : " \(keys)")
        }
        return ["    \(name) {"] + attributes + ["    }"]
            + references.map { reference in
                let isRequired = columns.first { $0.name == reference.column }?.isRequired == true
                return "    \(name) }o--\(isRequired ? "||" : "o|") \(reference.table) : \(reference.column)"
            }
    }
}
