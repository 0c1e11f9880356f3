import Kernel
import Platform
import Store

/// Marker type for the id of a checkout, which has no row of its own; its orders have the rows.
enum Checkout {}

extension Promotion {
    /// Counts one use of each applied promotion for the checkout, within the limits.
    ///
    /// Fails with ``Kernel/Problem/Code/promotionExhausted`` when another checkout has used the last one.
    static func consume(
        _ quote: Quote,
        checkout: ID<Checkout>,
        customer: ID<Account>,
        _ tx: borrowing Tx
    ) throws {
        // Sorted, so that two checkouts never wait for each other.
        for applied in quote.applied.sorted(by: { $0.promotion < $1.promotion }) {
            try applied.count(for: customer, tx)
            try tx.post(
                """
                INSERT INTO promotion_use (id, checkout_id, promotion_id, customer_id, discount, companies, used_at)
                VALUES (\(tx.newID(of: Promotion.self)), \(checkout), \(applied.promotion), \(customer), \(applied.discount), \(json: applied.companies),
                        \(tx.now))
                """
            )
        }
    }

    /// Releases the uses of promotions whose discounted orders are all cancelled.
    ///
    /// To be called after a cancellation; a promotion that still discounts another order of the checkout stays used.
    static func release(checkout: ID<Checkout>, _ tx: borrowing Tx) throws {
        let alive: [ID<Company>] = try tx.values(
            "SELECT company_id FROM sales_order WHERE checkout_id = \(checkout) AND status <> 'CANCELLED'"
        )
        for use in try listUsed(by: checkout, tx) where !use.companies.contains(where: alive.contains) {
            let released = try tx.execute(
                """
                UPDATE promotion_use SET released_at = \(tx.now)
                 WHERE checkout_id = \(checkout) AND promotion_id = \(use.promotion.id) AND released_at IS NULL
                """
            )
            guard released > 0 else { continue }
            try tx.execute(
                "UPDATE promotion_count SET used = used - 1 WHERE promotion_id = \(use.promotion.id) AND used > 0"
            )
        }
    }

    /// The promotions used by a checkout, with the companies whose goods they discounted.
    static func listUsed(by checkout: ID<Checkout>, _ tx: borrowing Tx) throws -> [UsedPromotion] {
        try tx.all(
            """
            SELECT \(UsedPromotion.columns) FROM \(source) JOIN promotion_use u ON u.promotion_id = p.id
             WHERE u.checkout_id = \(checkout) AND u.released_at IS NULL ORDER BY p.id
            """
        )
    }
}

/// A promotion that a checkout has used.
struct UsedPromotion: Record {
    let promotion: Promotion
    let companies: [ID<Company>]

    static let columns: SQL = "\(Promotion.columns), u.companies"

    init(_ row: inout Row) throws {
        promotion = try Promotion(&row)
        companies = try row.json()
    }
}

extension AppliedPromotion {
    fileprivate func count(for customer: ID<Account>, _ tx: borrowing Tx) throws {
        // Without a limit there is no shared row on which checkouts would queue.
        if let limit = limits.total {
            let counted = try tx.execute(
                "UPDATE promotion_count SET used = used + 1 WHERE promotion_id = \(promotion) AND used < \(limit)"
            )
            guard counted > 0 else { throw exhausted }
        }
        if let limit = limits.perCustomer {
            let used = try tx.value(
                """
                SELECT COUNT(*) FROM promotion_use
                 WHERE promotion_id = \(promotion) AND customer_id = \(customer) AND released_at IS NULL
                """,
                as: Int.self
            )
            guard (used ?? 0) < limit else { throw exhausted }
        }
    }

    private var exhausted: Problem {
        Problem(.promotionExhausted, extras: ["promotion_id": .string(promotion.description)])
    }
}
