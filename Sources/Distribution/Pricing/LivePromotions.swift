import Kernel
import Platform
import Store

extension Promotion {
    /// The promotions in force now, with their uses in total and by the customer.
    ///
    /// The terms of each version are read once and cached from then on. Not to be called in a transaction that changes
    /// promotions, since a version that is rolled back would be cached too.
    static func listLive(
        for customer: ID<Account>?,
        _ localCache: LocalCache,
        _ tx: borrowing Tx
    ) throws -> [Promotion] {
        let uses: [Use] = try tx.all(
            """
            SELECT \(Use.counting(for: customer)) FROM \(source) WHERE \(isLive(at: tx.now))
             ORDER BY p.priority, p.id
            """
        )
        var known = localCache.recall(key, as: [ID<Promotion>: Promotion].self)?.value ?? [:]
        let changed = uses.filter { known[$0.promotion]?.version != $0.version }
        if !changed.isEmpty {
            let live = Set(uses.map(\.promotion))
            known = known.filter { live.contains($0.key) }
            for promotion in try list(changed.map(\.promotion), tx) { known[promotion.id] = promotion }
            localCache.keep(known, under: key, generation: 0)
        }
        return uses.compactMap { use in
            known[use.promotion].map { promotion in
                var promotion = promotion
                promotion.used = use.byAll
                promotion.usedByCustomer = use.byCustomer
                return promotion
            }
        }
    }

    private static func list(_ ids: [ID<Promotion>], _ tx: borrowing Tx) throws -> [Promotion] {
        try tx.all("SELECT \(columns) FROM \(source) WHERE p.id \(in: ids)")
    }

    private static let key = "promotions"

    /// The number of uses of a version of a promotion.
    private struct Use: RowDecodable {
        let promotion: ID<Promotion>
        let version: Int
        let byAll: Int
        let byCustomer: Int

        static func counting(for customer: ID<Account>?) -> SQL {
            let mine: SQL =
                customer.map {
                    """
                    (SELECT COUNT(*) FROM promotion_use u
                      WHERE u.promotion_id = p.id AND u.customer_id = \($0) AND u.released_at IS NULL)
                    """
                } ?? "0"
            return
                """
                p.id, p.version, COALESCE(n.used, 0), CASE WHEN p.usage_limit_per_customer IS NULL THEN 0 ELSE \(mine) END
                """
        }

        init(_ row: inout Row) throws {
            promotion = try row.next()
            version = try row.next()
            byAll = try row.next()
            byCustomer = try row.next()
        }
    }
}
