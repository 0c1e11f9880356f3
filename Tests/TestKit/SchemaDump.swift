import Kernel
import Store

/// The schema of a database as a text for people to read and for tests to compare: tables by their names, each with its
/// columns, constraints, indexes and triggers.
///
/// It comes from the catalogue of the engine, not from the migrations: what they add up to is what is of interest.
package struct SchemaDump: Sendable {
    private var tables: [String: Table] = [:]
    /// Objects without a table, printed before the tables.
    private var types: [String] = []
    /// Objects without a table, printed after the tables.
    private var functions: [String] = []

    /// One table, in the parts in which it is written.
    private struct Table {
        var head = ""
        var tail = ""
        var body: [String] = []
        var rest: [String] = []

        var text: String {
            let lines = body.map { "    " + $0 }.joined(separator: ",\n")
            return (["\(head) (\n\(lines)\n)\(tail);"] + rest).joined(separator: "\n")
        }
    }

    package init(of db: Database) async throws {
        self = try await db.read { tx in
            switch tx.dialect {
            case .sqlite: try SchemaDump(sqlite: tx)
            case .postgres: try SchemaDump(postgres: tx)
            }
        }
    }

    package var text: String {
        let tables = tables.sorted { $0.key < $1.key }.map(\.value.text)
        return (types + tables + functions).joined(separator: "\n\n") + "\n"
    }

    /// Without the order of columns and constraints: a column that came later stands later.
    package var lines: [String] {
        text.split(separator: "\n").map { $0.last == "," ? String($0.dropLast()) : String($0) }.sorted()
    }
}

// SQLite keeps the statements themselves, each as it was written and then altered.
extension SchemaDump {
    private init(sqlite tx: borrowing Tx) throws {
        try tx.forEach(
            """
            SELECT s.type, s.name, s.tbl_name, s.sql FROM sqlite_schema s
             WHERE s.sql IS NOT NULL AND s.name NOT IN (SELECT t.name FROM pragma_table_list t WHERE t.type = 'shadow')
             ORDER BY s.type, s.name
            """
        ) { row in
            let (type, name, table): (String, String, String) = (
                try row.next(), try row.next(), try row.next()
            )
            let sql = Self.tidied(try row.next(String.self))
            switch type {
            case "table": Self.take(sql, into: &tables[name, default: Table()])
            case "trigger": tables[table, default: Table()].rest.append(Self.unfolded(sql) + ";")
            case "index": tables[table, default: Table()].rest.append(sql + ";")
            default: functions.append(sql + ";")
            }
        }
    }

    /// A statement on one line, without comments; what is quoted stays as it is.
    package static func tidied(_ sql: String) -> String {
        var (text, quote, isComment): (String, Character?, Bool) = ("", nil, false)
        for character in sql {
            if isComment {
                isComment = character != "\n"
            } else if let mark = quote {
                text.append(character)
                if character == mark { quote = nil }
            } else if character.isWhitespace {
                if text.last != " ", text.last != "(" { text.append(" ") }
            } else if character == "-", text.last == "-" {
                text.removeLast()
                isComment = true
            } else {
                if text.last == " ", character == ")" || character == "," { text.removeLast() }
                if character == "'" || character == "\"" { quote = character }
                text.append(character)
            }
        }
        return text
    }

    /// A table's statement, taken apart at the commas between its columns.
    private static func take(_ sql: String, into table: inout Table) {
        guard let open = sql.firstIndex(of: "("), let close = sql.lastIndex(of: ")") else { return }
        table.head = sql[..<open].trimmed
        table.tail = sql[sql.index(after: close)...].description
        var (depth, quote, item): (Int, Character?, String) = (0, nil, "")
        for character in sql[sql.index(after: open)..<close] {
            if character == quote {
                quote = nil
            } else if quote == nil {
                if character == "'" || character == "\"" { quote = character }
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                if character == ",", depth == 0 {
                    table.body.append(item[...].trimmed)
                    item = ""
                    continue
                }
            }
            item.append(character)
        }
        table.body.append(item[...].trimmed)
    }

    /// A trigger with a line for each of its statements.
    private static func unfolded(_ sql: String) -> String {
        sql.replacing(" BEGIN ", with: " BEGIN\n    ").replacing("; ", with: ";\n    ")
            .replacing("\n    END", with: "\nEND")
    }
}

// PostgreSQL writes the statements anew from what it knows.
extension SchemaDump {
    private init(postgres tx: borrowing Tx) throws {
        let schema = try tx.value("SELECT CAST(current_schema() AS text)", as: String.self) ?? ""
        for (name, tail) in try Self.pairs(Self.relations, in: schema, tx) {
            tables[name] = Table(head: "CREATE TABLE \(name)", tail: tail)
        }
        for query in [Self.columns, Self.constraints] {
            for (table, line) in try Self.pairs(query, in: schema, tx) { tables[table]?.body.append(line) }
        }
        for query in [Self.indexes, Self.triggers] {
            for (table, line) in try Self.pairs(query, in: schema, tx) {
                tables[table]?.rest.append(line + ";")
            }
        }
        types = try Self.pairs(Self.userTypes, in: schema, tx).map { "CREATE TYPE \($0) AS \($1);" }
        for query in [Self.views, Self.routines] {
            functions += try Self.pairs(query, in: schema, tx).map { $1.trimmed + ";" }
        }
    }

    /// Names and texts, without the name of the schema: the tests' schemas are called by chance.
    private static func pairs(
        _ query: SQL,
        in schema: String,
        _ tx: borrowing Tx
    ) throws -> [(name: String, text: String)] {
        var pairs: [(name: String, text: String)] = []
        try tx.forEach(query) { row in
            let (name, text): (String, String) = (try row.next(), try row.next())
            pairs.append((name, text.replacing(schema + ".", with: "")))
        }
        return pairs
    }

    private static let relations: SQL =
        """
        SELECT CAST(c.relname AS text), COALESCE(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '')
          FROM pg_class c
         WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind IN ('r', 'p')
        """

    private static let columns: SQL =
        """
        SELECT CAST(c.relname AS text),
               concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
                   'COLLATE ' || quote_ident(o.collname),
                   CASE a.attidentity WHEN 'a' THEN 'GENERATED ALWAYS AS IDENTITY'
                                      WHEN 'd' THEN 'GENERATED BY DEFAULT AS IDENTITY' END,
                   CASE WHEN a.attgenerated = 's' THEN 'GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid, true) || ') STORED'
                        ELSE 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid, true) END,
                   CASE WHEN a.attnotnull THEN 'NOT NULL' END)
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          LEFT JOIN pg_collation o ON o.oid = a.attcollation AND a.attcollation <> t.typcollation
         WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind IN ('r', 'p')
           AND a.attnum > 0 AND NOT a.attisdropped
         ORDER BY c.relname, a.attnum
        """

    private static let constraints: SQL =
        """
        SELECT CAST(c.relname AS text), 'CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid, true)
          FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
         WHERE k.connamespace = CAST(current_schema() AS regnamespace) AND k.contype IN ('p', 'u', 'f', 'c', 'x')
         ORDER BY c.relname, array_position(CAST('{p,u,f,c,x}' AS "char"[]), k.contype), k.conname
        """

    private static let indexes: SQL =
        """
        SELECT CAST(c.relname AS text), pg_get_indexdef(i.indexrelid, 0, true)
          FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
         WHERE c.relnamespace = CAST(current_schema() AS regnamespace)
           AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
         ORDER BY c.relname, x.relname
        """

    private static let triggers: SQL =
        """
        SELECT CAST(c.relname AS text), pg_get_triggerdef(t.oid, true)
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND NOT t.tgisinternal
         ORDER BY c.relname, t.tgname
        """

    private static let userTypes: SQL =
        """
        SELECT CAST(t.typname AS text),
               CASE t.typtype
                   WHEN 'r' THEN 'RANGE (subtype = ' || (
                       SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid) || ')'
                   WHEN 'e' THEN 'ENUM (' || (
                       SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                         FROM pg_enum e WHERE e.enumtypid = t.oid) || ')'
                   ELSE format_type(t.typbasetype, t.typtypmod) END
          FROM pg_type t
         WHERE t.typnamespace = CAST(current_schema() AS regnamespace) AND t.typtype IN ('r', 'e', 'd')
         ORDER BY t.typname
        """

    private static let views: SQL =
        """
        SELECT CAST(c.relname AS text), 'CREATE VIEW ' || quote_ident(c.relname) || ' AS ' || pg_get_viewdef(c.oid, true)
          FROM pg_class c
         WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind IN ('v', 'm')
         ORDER BY c.relname
        """

    private static let routines: SQL =
        """
        SELECT CAST(p.proname AS text), pg_get_functiondef(p.oid)
          FROM pg_proc p
         WHERE p.pronamespace = CAST(current_schema() AS regnamespace) AND p.prokind IN ('f', 'p')
           AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'i')
         ORDER BY p.proname, p.oid
        """
}

extension StringProtocol {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
