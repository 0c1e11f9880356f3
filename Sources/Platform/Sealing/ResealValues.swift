import Kernel
import Logging
import Store

/// Seals again, with the first key, the values that another key or an older version of the server has sealed.
///
/// It goes through a column in the order of its rows, a few hundred in each transaction, and leaves unreadable values alone. A run that
/// was interrupted is repeated: what is done already is not found again.
package struct ResealValues: Job {
    package static let kind = "sealing.reseal"
    package static let policy = JobPolicy(queue: .maintenance, timeout: .hours(1))

    /// The values of a site, or of one batch.
    package struct Count: Sendable, Equatable {
        package var resealed = 0
        package var unreadable = 0
    }

    package init() {}

    package func run(_ call: JobCall) async throws -> JobOutcome {
        let count = try await Self.run(at: call.site)
        if count.unreadable > 0 {
            call.log.warning("\(count.unreadable) sealed values cannot be read with the site's keys")
        }
        return .done
    }

    package static func run(at site: Site) async throws -> Count {
        var total = Count()
        for column in site.product.sealed {
            var last: ID<Subject>?
            repeat {
                let after = last
                let batch = try await site.db.write { tx in try column.reseal(after: after, at: site, tx) }
                total.resealed += batch.count.resealed
                total.unreadable += batch.count.unreadable
                last = batch.last
            } while last != nil
        }
        return total
    }

    /// How many values another key or an older version has sealed.
    package static func pending(of product: Product, _ keys: SealingKeys, _ tx: borrowing Tx) throws -> Int {
        try product.sealed.reduce(0) { sum, column in
            let counted: SQL = "SELECT COUNT(*) FROM \(column.pending(keys))"
            return try sum + (tx.value(counted, as: Int.self) ?? 0)
        }
    }
}

extension SealedColumn {
    private static let batch = 200

    fileprivate func pending(_ keys: SealingKeys) -> SQL {
        let (table, column) = (SQL(stringLiteral: table), SQL(stringLiteral: column))
        return """
            \(table) WHERE \(column) IS NOT NULL
                       AND substr(\(column), 1, \(SealingKeys.headerLength)) <> \(keys.header)
            """
    }

    /// `last` is the row to go on after, nil when no more can follow.
    fileprivate func reseal(
        after row: ID<Subject>?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> (count: ResealValues.Count, last: ID<Subject>?) {
        let (table, column) = (SQL(stringLiteral: table), SQL(stringLiteral: column))
        let key = SQL(stringLiteral: key)
        let rest: SQL = row.map { "AND \(key) > \($0)" } ?? ""
        let rows: SQL =
            "SELECT \(key), \(column) FROM \(pending(site.sealing)) \(rest) ORDER BY \(key) LIMIT \(Self.batch)"
        var found: [(row: ID<Subject>, sealed: [UInt8])] = []
        try tx.forEach(rows) { row in found.append((try row.next(), try row.next())) }

        var count = ResealValues.Count()
        for (row, sealed) in found {
            guard let text = try? open(sealed, in: row, at: site) else {
                count.unreadable += 1
                continue
            }
            count.resealed += try tx.execute(
                """
                UPDATE \(table) SET \(column) = \(try seal(text, in: row, at: site))
                 WHERE \(key) = \(row) AND \(column) = \(sealed)
                """
            )
        }
        return (count, found.count < Self.batch ? nil : found.last?.row)
    }
}
