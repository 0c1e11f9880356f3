import Kernel

// Statements without a transaction around them, for the most frequent reads.
//
// Each statement has its own snapshot, and all of them cost one round trip, which PostgreSQL shares with
// other statements. Use `read` for statements that must agree with each other, and for slow ones: others wait
// behind them.
extension Database {
    public func all<R: RowDecodable>(_ sql: SQL, as _: R.Type = R.self) async throws -> [R] {
        try await select([sql]) { rows in try records(of: 0, rows) }
    }

    /// Two statements at once.
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

    /// The only row; `not_found` without one.
    public func one<R: RowDecodable>(_ sql: SQL, as type: R.Type = R.self) async throws -> R {
        guard let record = try await first(sql, as: type) else { throw Problem(.notFound) }
        return record
    }

    /// Like ``Tx/page(_:_:order:)``; by page number in a transaction, since the total needs its own
    /// statement.
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
