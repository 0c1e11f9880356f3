import Kernel

// Statements without a transaction around them, for what is read most.
//
// Each sees one moment by itself, and all cost one round trip; on PostgreSQL it is shared with others that are under way. Where two
// statements must agree with each other, `read` them. What takes long belongs there too: others wait behind it.
extension Database {
    public func all<R: RowDecodable>(_ sql: SQL, as _: R.Type = R.self) async throws -> [R] {
        try await select([sql]) { rows in try records(of: 0, rows) }
    }

    /// Two at once.
    public func all<First: RowDecodable, Second: RowDecodable>(
        _ first: SQL,
        _ second: SQL,
        as _: (First, Second).Type = (First, Second).self
    ) async throws -> ([First], [Second]) {
        try await select([first, second]) { rows in (try records(of: 0, rows), try records(of: 1, rows)) }
    }

    public func first<R: RowDecodable>(_ sql: SQL, as type: R.Type = R.self) async throws -> R? {
        try await all(sql, as: type).first
    }

    /// The one row there is; `not_found` when there is none.
    public func one<R: RowDecodable>(_ sql: SQL, as type: R.Type = R.self) async throws -> R {
        guard let record = try await first(sql, as: type) else { throw Problem(.notFound) }
        return record
    }

    /// As ``Tx/page(_:_:order:)``; by number in a transaction, since the total is counted by a statement of its own.
    public func page<R: RowDecodable>(
        _ request: PageRequest,
        _ sql: SQL,
        order: SortOrder<R>
    ) async throws -> Page<R> {
        guard case .after(let cursor) = request.position else {
            return try await read { tx in try tx.page(request, sql, order: order) }
        }
        let query = PageQuery(after: cursor, limit: request.limit, order: order)
        return query.page(of: try await all(try query.statement(over: sql)))
    }
}

private func records<R: RowDecodable>(of statement: Int, _ rows: Rows) throws -> [R] {
    var records: [R] = []
    try rows(statement) { records.append(try R(&$0)) }
    return records
}
