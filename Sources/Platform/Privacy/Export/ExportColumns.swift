import Kernel
import Store

extension PersonalData {
    /// The JSON of rows: their columns, and a unique one for paging.
    package struct Export: Sendable {
        package let key: SQL
        package let columns: [Column]

        package init(by key: SQL, _ columns: Column...) {
            self.key = key
            self.columns = columns
        }
    }

    /// One member of a row's JSON object.
    package struct Column: Sendable {
        enum Kind: Sendable { case id, text, integer, bool, instant, date, json }

        let name: String
        let sql: SQL
        let kind: Kind

        package static func id(_ name: String, _ sql: SQL) -> Column {
            .init(name: name, sql: sql, kind: .id)
        }
        package static func text(_ name: String, _ sql: SQL) -> Column {
            .init(name: name, sql: sql, kind: .text)
        }
        package static func integer(_ name: String, _ sql: SQL) -> Column {
            .init(name: name, sql: sql, kind: .integer)
        }
        package static func bool(_ name: String, _ sql: SQL) -> Column {
            .init(name: name, sql: sql, kind: .bool)
        }
        package static func instant(_ name: String, _ sql: SQL) -> Column {
            .init(name: name, sql: sql, kind: .instant)
        }
        package static func date(_ name: String, _ sql: SQL) -> Column {
            .init(name: name, sql: sql, kind: .date)
        }
        package static func json(_ name: String, _ sql: SQL) -> Column {
            .init(name: name, sql: sql, kind: .json)
        }
    }
}

extension PersonalData.Column {
    func value(_ row: inout Row) throws -> JSONValue {
        switch kind {
        case .id: try row.next(ID<Subject>?.self).map { .string($0.description) } ?? .null
        case .text: try row.next(String?.self).map { .string($0) } ?? .null
        case .integer: try row.next(Int64?.self).map { .integer($0) } ?? .null
        case .bool: try row.next(Bool?.self).map { .bool($0) } ?? .null
        case .instant: try row.next(Instant?.self).map { .string($0.description) } ?? .null
        case .date: try row.next(CivilDate?.self).map { .string($0.description) } ?? .null
        case .json: try row.next(JSONValue?.self) ?? .null
        }
    }
}

extension PersonalData {
    private static let page = 200

    /// Reads every row of an account, with at most a page of them in memory.
    func forEachRow(of account: ID<Account>, _ tx: borrowing Tx, _ take: (JSONValue) throws -> Void) throws {
        guard let export else { return }
        var last: ID<Subject>?
        var count = 0
        repeat {
            count = 0
            let after: SQL? = last.map { "AND \(export.key) > \($0)" }
            let columns = SQL.list([export.key] + export.columns.map(\.sql))
            let query: SQL =
                "SELECT \(columns) FROM \(rows(account)) \(after) ORDER BY \(export.key) LIMIT \(Self.page)"
            try tx.forEach(query) { row in
                last = try row.next()
                count += 1
                var object = JSONObject()
                for column in export.columns { object[column.name] = try column.value(&row) }
                try take(.object(object))
            }
        } while count == Self.page
    }
}
