import Kernel
import Store

extension PersonalData {
    /// The JSON of rows: their columns, and a unique one for paging.
    package struct Export: Sendable {
        package let key: SQL
        /// The name of a table for spreadsheets in addition to the JSON, such as `logs`; nil without one.
        package let csv: String?
        package let columns: [Column]

        package init(by key: SQL, csv: String? = nil, _ columns: Column...) {
            self.key = key
            self.csv = csv
            self.columns = columns
        }

        /// The names of the sealed columns that it opens.
        package var opened: [String] { columns.compactMap(\.sealed?.name) }
    }

    /// One member of a row's JSON object.
    package struct Column: Sendable {
        enum Kind: Sendable {
            case id, text, integer, bool, instant, date, json
            case sealedText(PersonSealedColumn)
            case sealedJSON(PersonSealedColumn)
        }

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
        /// Opened text of the person; its row is that of the export's key.
        package static func sealedText(_ name: String, _ sql: SQL, _ column: PersonSealedColumn) -> Column {
            .init(name: name, sql: sql, kind: .sealedText(column))
        }
        /// Opened JSON of the person; its row is that of the export's key.
        package static func sealedJSON(_ name: String, _ sql: SQL, _ column: PersonSealedColumn) -> Column {
            .init(name: name, sql: sql, kind: .sealedJSON(column))
        }
    }
}

extension PersonalData.Column {
    fileprivate var sealed: PersonSealedColumn? {
        switch kind {
        case .sealedText(let column), .sealedJSON(let column): column
        case .id, .text, .integer, .bool, .instant, .date, .json: nil
        }
    }

    func value(_ row: inout Row, of id: ID<Subject>, _ key: PersonKey?) throws -> JSONValue {
        switch kind {
        case .id: try row.next(ID<Subject>?.self).map { .string($0.description) } ?? .null
        case .text: try row.next(String?.self).map { .string($0) } ?? .null
        case .integer: try row.next(Int64?.self).map { .integer($0) } ?? .null
        case .bool: try row.next(Bool?.self).map { .bool($0) } ?? .null
        case .instant: try row.next(Instant?.self).map { .string($0.description) } ?? .null
        case .date: try row.next(CivilDate?.self).map { .string($0.description) } ?? .null
        case .json: try row.next(JSONValue?.self) ?? .null
        case .sealedText(let column):
            try opened(&row, of: id, column, key).map { .string(String(decoding: $0, as: UTF8.self)) }
                ?? .null
        case .sealedJSON(let column):
            try opened(&row, of: id, column, key).map { try JSONValue(parsing: $0) } ?? .null
        }
    }

    private func opened(
        _ row: inout Row,
        of id: ID<Subject>,
        _ column: PersonSealedColumn,
        _ key: PersonKey?
    ) throws -> [UInt8]? {
        try row.next([UInt8]?.self).map { try column.open($0, in: id, with: key) }
    }
}

extension PersonalData {
    private static let page = 200

    /// Reads every row of an account, with at most a page of them in memory.
    func forEachRow(
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx,
        _ take: (JSONValue) throws -> Void
    ) throws {
        guard let export else { return }
        let key = try PersonKey.find(account, at: site, tx)
        var last: ID<Subject>?
        var count = 0
        repeat {
            count = 0
            let after: SQL? = last.map { "AND \(export.key) > \($0)" }
            let columns = SQL.list([export.key] + export.columns.map(\.sql))
            let query: SQL =
                "SELECT \(columns) FROM \(rows(account)) \(after) ORDER BY \(export.key) LIMIT \(Self.page)"
            try tx.forEach(query) { row in
                let id: ID<Subject> = try row.next()
                last = id
                count += 1
                var object = JSONObject()
                for column in export.columns { object[column.name] = try column.value(&row, of: id, key) }
                try take(.object(object))
            }
        } while count == Self.page
    }
}
