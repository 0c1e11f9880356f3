import Kernel
import Store

/// A table with searchable rows: `search_text` has their words, and `search_old` is 1 for rows of an older
/// server version.
package struct SearchedTable: Sendable {
    let name: SQL
    let key: SQL
    /// The searched columns, and their stored form.
    let columns: SQL
    /// The assignments that write a row anew.
    let rewritten: @Sendable (_ row: inout Row) throws -> SQL

    package init(
        _ name: SQL,
        key: SQL,
        columns: SQL,
        text: @escaping @Sendable (_ row: inout Row) throws -> String
    ) {
        self.init(name, key: key, rewritingFrom: columns) { row in
            let words = try text(&row)
            return "search_text = \(words)"
        }
    }

    /// For a table with further columns that are made from the same ones, such as sort keys: the assignments of all
    /// of them, `search_text` included.
    package init(
        _ name: SQL,
        key: SQL,
        rewritingFrom columns: SQL,
        by rewritten: @escaping @Sendable (_ row: inout Row) throws -> SQL
    ) {
        self.name = name
        self.key = key
        self.columns = columns
        self.rewritten = rewritten
    }

    /// Rewrites the words of some outdated rows, and returns their number.
    func refill(atMost count: Int, _ tx: borrowing Tx) throws -> Int {
        var old: [(id: ID<Subject>, assignments: SQL)] = []
        let rows: SQL =
            "SELECT \(key), \(columns) FROM \(name) WHERE search_old = 1 ORDER BY \(key) LIMIT \(count)"
        try tx.forEach(rows) { row in old.append((try row.next(), try rewritten(&row))) }
        for (id, assignments) in old {
            try tx.execute(
                "UPDATE \(name) SET \(assignments), search_old = NULL WHERE \(key) = \(id)"
            )
        }
        return old.count
    }
}

/// Rewrites the search text of rows from older server versions, a few hundred rows at a time.
struct RefillSearch: Job {
    static let kind = "search.refill"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(5))
    private static let batch = 200
    private static let batches = 50

    func run(_ call: JobCall) async throws -> JobOutcome {
        for table in call.site.product.searched {
            for round in 1...Self.batches {
                let count = try await call.db.write { tx in try table.refill(atMost: Self.batch, tx) }
                if count < Self.batch { break }
                if round == Self.batches { return .snooze(.seconds(1)) }
            }
        }
        return .done
    }
}
