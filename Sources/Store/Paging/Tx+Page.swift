import Kernel

extension Tx {
    /// A part of the list that `sql` selects, without an ORDER BY of its own.
    ///
    /// The columns of `order` must be among those it selects. By cursor the cost does not grow with the position,
    /// and rows inserted meanwhile neither repeat nor hide others; by number the total is counted.
    public func page<R: Record>(_ request: PageRequest, _ sql: SQL, order: Order<R>) throws -> Page<R> {
        switch request.position {
        case .after(let cursor):
            let query = PageQuery(after: cursor, limit: request.limit, order: order)
            return query.page(of: try all(try query.statement(over: sql)))
        case .number(let number):
            return try page(number: min(max(1, number), 1_000_000_000), request.limit, sql, order)
        }
    }

    private func page<R: Record>(number: Int, _ limit: Int, _ sql: SQL, _ order: Order<R>) throws -> Page<R> {
        let limit = PageQuery<R>.bounded(limit)
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

/// The rows that follow a cursor in an order: what is asked, and what the answer means.
struct PageQuery<R: Record> {
    private let cursor: Cursor?
    private let limit: Int
    private let order: Order<R>

    init(after cursor: Cursor?, limit: Int, order: Order<R>) {
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

    /// One more than wanted tells whether there is a next page.
    ///
    /// In steps, so that there are few statements, and in the text: with an unknown limit PostgreSQL plans anew each time.
    private var rowsToAskFor: Int {
        [20, 50, 100, 200, 500].first { limit <= $0 }.map { $0 + 1 } ?? 1_001
    }

    func page(of rows: [R]) -> Page<R> {
        guard rows.count > limit else { return Page(rows) }
        let rows = Array(rows.prefix(limit))
        return Page(rows, next: rows.last.map { order.cursor(after: $0) })
    }
}
