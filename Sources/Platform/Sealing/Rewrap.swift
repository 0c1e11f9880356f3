import Kernel
import Logging
import Store

/// Wraps the keys of people again with the first field key, when another one wrapped them.
///
/// The keys themselves stay, and so do all values. A run that was interrupted is repeated: finished keys are not
/// found again, and several runs at once do each key once.
package struct Rewrap: Job {
    package static let kind = "sealing.rewrap"
    package static let policy = JobPolicy(queue: .maintenance, timeout: .hours(1))

    /// The numbers of keys of a site.
    package struct Count: Sendable, Equatable {
        package var rewrapped = 0
        package var unreadable = 0
    }

    private static let batch = 200

    package init() {}

    package func run(_ call: JobCall) async throws -> JobOutcome {
        let count = try await Self.run(at: call.site)
        if count.unreadable > 0 {
            call.log.warning(
                "\(count.unreadable) keys of people cannot be unwrapped with the site's field keys"
            )
        }
        return .done
    }

    package static func run(at site: Site) async throws -> Count {
        let keys = site.fieldKeys
        var total = Count()
        var last: ID<Account>?
        while true {
            let after = last
            let found = try await site.db.read { tx in try pending(keys, after: after, tx) }
            guard let end = found.last else { return total }
            let count = try await site.db.write { tx in try rewrap(found, keys, tx) }
            total.rewrapped += count.rewrapped
            total.unreadable += count.unreadable
            last = end.account
        }
    }

    /// The number of keys that another key than the first wraps.
    package static func pending(_ keys: FieldKeys, _ tx: borrowing Tx) throws -> Int {
        try tx.value(
            "SELECT COUNT(*) FROM person_key p WHERE substr(p.wrapped, 1, 5) <> \(keys.header)",
            as: Int.self
        ) ?? 0
    }

    /// Read outside of the writing transaction: a SERIALIZABLE scan would delay every new key.
    private static func pending(
        _ keys: FieldKeys,
        after account: ID<Account>?,
        _ tx: borrowing Tx
    ) throws -> [WrappedKey] {
        let rest: SQL? = account.map { "AND p.account_id > \($0)" }
        return try tx.all(
            """
            SELECT \(WrappedKey.columns) FROM person_key p
             WHERE substr(p.wrapped, 1, 5) <> \(keys.header) \(rest) ORDER BY p.account_id LIMIT \(batch)
            """
        )
    }

    private static func rewrap(_ found: [WrappedKey], _ keys: FieldKeys, _ tx: borrowing Tx) throws -> Count {
        var count = Count()
        for old in found {
            guard let key = keys.unwrap(old) else {
                count.unreadable += 1
                continue
            }
            let new = try keys.wrap(key, of: old.account, version: old.version)
            if try old.replaced(by: new, tx) { count.rewrapped += 1 }
        }
        return count
    }
}
