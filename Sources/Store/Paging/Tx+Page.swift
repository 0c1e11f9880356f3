import Kernel

extension Tx {
    /// Pagination: a page of the list that `sql` selects, without its own ORDER BY.
    ///
    /// The columns of `order` must be among the selected ones. By cursor the cost does not grow with the
    /// position, and rows inserted meanwhile neither repeat nor hide others; by number the total is counted.
    public func page<R: RowDecodable>(
        _ request: PageRequest,
        _ sql: SQL,
        order: SortOrder<R>
    ) throws -> Page<R> {
        try page(request, sql, order: order) { row in try R(&row) }
    }

    /// The same, with `read` converting each row.
    public func page<R: Sendable>(
        _ request: PageRequest,
        _ sql: SQL,
        order: SortOrder<R>,
        reading read: (inout Row) throws -> R
    ) throws -> Page<R> {
        switch request.position {
        case .after(let cursor):
            let query = PageQuery(after: cursor, limit: request.limit, order: order)
            return query.page(of: try elements(try query.statement(over: sql), read))
        case .number(let number):
            let limit = PageQuery<R>.bounded(request.limit)
            let offset = (min(max(1, number), 1_000_000_000) - 1) * limit
            let total = try value("SELECT COUNT(*) FROM (\(sql)) AS page", as: Int.self) ?? 0
            let rows = try elements(
                """
                SELECT * FROM (\(sql)) AS page ORDER BY \(order.clause) LIMIT \(limit) OFFSET \(offset)
                """,
                read
            )
            return Page(rows, total: total)
        }
    }

    private func elements<R>(_ sql: SQL, _ read: (inout Row) throws -> R) throws -> [R] {
        var elements: [R] = []
        try forEach(sql) { elements.append(try read(&$0)) }
        return elements
    }
}

/// The query for the rows after a cursor, and the meaning of its result.
struct PageQuery<R: Sendable> {
    private let cursor: Cursor?
    private let limit: Int
    private let order: SortOrder<R>

    init(after cursor: Cursor?, limit: Int, order: SortOrder<R>) {
        self.cursor = cursor
        self.limit = Self.bounded(limit)
        self.order = order
    }

    static func bounded(_ limit: Int) -> Int { min(max(1, limit), 1_000) }

    func statement(over sql: SQL) throws -> SQL {
        let filter: SQL? = try cursor.map { cursor in
            " WHERE \(order.condition(after: try order.values(of: cursor)))"
        }
        return """
            SELECT * FROM (\(sql)) AS page\(filter) ORDER BY \(order.clause) LIMIT \(literal: rowsToAskFor)
            """
    }

    /// One extra row shows whether there is a next page.
    ///
    /// In steps, so that there are few statements, and in the text: with a bound limit PostgreSQL plans anew
    /// each time.
    private var rowsToAskFor: Int {
        [20, 50, 100, 200, 500].first { limit <= $0 }.map { $0 + 1 } ?? 1_001
    }

    func page(of rows: [R]) -> Page<R> {
        guard rows.count > limit else { return Page(rows) }
        let rows = Array(rows.prefix(limit))
        return Page(rows, next: rows.last.map { order.cursor(after: $0) })
    }
}
