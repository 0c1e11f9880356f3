import Kernel

extension Tx {
    /// A part of the list that `sql` selects, without an ORDER BY of its own.
    ///
    /// The columns of `order` must be among those it selects. By cursor the cost does not grow with the position,
    /// and rows inserted meanwhile neither repeat nor hide others; by number the total is counted.
    package func page<R: Record>(_ request: PageRequest, _ sql: SQL, order: Order<R>) throws -> Page<R> {
        let limit = min(max(1, request.limit), 1_000)
        switch request.position {
        case .after(let cursor): return try page(after: cursor, limit, sql, order)
        case .number(let number):
            return try page(number: min(max(1, number), 1_000_000_000), limit, sql, order)
        }
    }

    private func page<R: Record>(
        after cursor: Cursor?,
        _ limit: Int,
        _ sql: SQL,
        _ order: Order<R>
    ) throws -> Page<R> {
        let filter: SQL? = try cursor.map { cursor in
            " WHERE \(order.condition(after: try order.values(of: cursor)))"
        }
        // One more than asked for tells whether there is a next page.
        var rows: [R] = try all(
            "SELECT * FROM (\(sql)) AS page\(filter) ORDER BY \(order.clause) LIMIT \(limit + 1)"
        )
        guard rows.count > limit else { return Page(rows) }
        rows.removeLast()
        return Page(rows, next: rows.last.map { order.cursor(after: $0) })
    }

    private func page<R: Record>(number: Int, _ limit: Int, _ sql: SQL, _ order: Order<R>) throws -> Page<R> {
        let total = try value("SELECT COUNT(*) FROM (\(sql)) AS page", as: Int.self) ?? 0
        let rows: [R] = try all(
            """
            SELECT * FROM (\(sql)) AS page ORDER BY \(order.clause)
            LIMIT \(limit) OFFSET \((number - 1) * limit)
            """
        )
        return Page(rows, total: total)
    }
}
