/// Rows of a transaction that wait to be inserted with others of their tables.
final class WaitingRows {
    private var tables: [(insertion: SQL, shape: SQLShape, rows: [SQL])] = []

    /// A table with so many sends the rows of all.
    private static let most = 128
    private static let mostInStatement = 64

    /// False when the rows have to be inserted before another one comes.
    func add(_ row: SQL, to insertion: SQL) -> Bool {
        let shape = SQLShape(insertion)
        guard let place = tables.firstIndex(where: { $0.shape == shape }) else {
            tables.append((insertion, shape, [row]))
            return true
        }
        tables[place].rows.append(row)
        return tables[place].rows.count < Self.most
    }

    /// Inserts the rows, the tables in the order of their first rows.
    func insert(on connection: any Connection) throws {
        for table in tables {
            var rows = table.rows[...]
            while !rows.isEmpty {
                let some = rows.prefix(Self.statementSize(for: rows.count))
                rows = rows.dropFirst(some.count)
                try connection.post("\(table.insertion) VALUES \(SQL.list(Array(some)))")
            }
        }
        // After a failure they stay, so that a transaction that goes on without them cannot commit.
        tables = []
    }

    /// A power of two, so that a table has few statements to prepare.
    private static func statementSize(for count: Int) -> Int {
        var size = mostInStatement
        while size > count { size /= 2 }
        return size
    }
}
