import Kernel
import Logging
import Store

/// Encrypts again, with the first key, the values sealed by another key or an older version of the server.
///
/// It goes through a column in the order of its rows, a few hundred per transaction, and leaves unreadable
/// values alone. An interrupted run is simply repeated: finished values are not found again.
package struct ResealValues: Job {
    package static let kind = "sealing.reseal"
    package static let policy = JobPolicy(queue: .maintenance, timeout: .hours(1))

    /// The numbers of values of a site, or of one batch.
    package struct Count: Sendable, Equatable {
        package var resealed = 0
        package var unreadable = 0
    }

    private static let batch = 200

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
            while true {
                let after = last
                let found = try await site.db.read { tx in
                    try column.pending(after: after, atMost: Self.batch, site.sealing, tx)
                }
                if found.isEmpty { break }
                let count = try await site.db.write { tx in try column.reseal(found, at: site, tx) }
                total.resealed += count.resealed
                total.unreadable += count.unreadable
                last = found.last?.row
            }
        }
        return total
    }

    /// The number of values sealed by another key or an older version.
    package static func pending(
        of product: ProductDefinition,
        _ keys: SealingKeys,
        _ tx: borrowing Tx
    ) throws -> Int {
        try product.sealed.reduce(0) { sum, column in
            let counted: SQL = "SELECT COUNT(*) FROM \(column.pending(keys))"
            return try sum + (tx.value(counted, as: Int.self) ?? 0)
        }
    }
}

extension SealedColumn {
    fileprivate struct Value: RowDecodable {
        let row: ID<Subject>
        let sealed: [UInt8]

        init(_ row: inout Row) throws {
            self.row = try row.next()
            sealed = try row.next()
        }
    }

    fileprivate func pending(_ keys: SealingKeys) -> SQL {
        let (table, column) = (SQL(stringLiteral: table), SQL(stringLiteral: column))
        // The length of the header.
        return "\(table) WHERE \(column) IS NOT NULL AND substr(\(column), 1, 5) <> \(keys.header)"
    }

    /// Read outside of the writing transaction: a SERIALIZABLE scan of the table would delay every insertion.
    fileprivate func pending(
        after row: ID<Subject>?,
        atMost count: Int,
        _ keys: SealingKeys,
        _ tx: borrowing Tx
    ) throws -> [Value] {
        let (column, key) = (SQL(stringLiteral: column), SQL(stringLiteral: key))
        let rest: SQL? = row.map { "AND \(key) > \($0)" }
        return try tx.all(
            "SELECT \(key), \(column) FROM \(pending(keys)) \(rest) ORDER BY \(key) LIMIT \(count)"
        )
    }

    /// Replaces each value, unless it changed after it was read.
    fileprivate func reseal(
        _ values: [Value],
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> ResealValues.Count {
        let (table, column) = (SQL(stringLiteral: table), SQL(stringLiteral: column))
        let key = SQL(stringLiteral: key)
        var count = ResealValues.Count()
        for value in values {
            guard let text = try? open(value.sealed, in: value.row, at: site) else {
                count.unreadable += 1
                continue
            }
            count.resealed += try tx.execute(
                """
                UPDATE \(table) SET \(column) = \(try seal(text, in: value.row, at: site))
                 WHERE \(key) = \(value.row) AND \(column) = \(value.sealed)
                """
            )
        }
        return count
    }
}
