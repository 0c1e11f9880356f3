import Kernel
import Platform
import Store
import Web

/// A payment of either kind: of a purchase, or of a period of a plan.
struct PaidThing: Sendable {
    let id: ID<PaidThing>
    let account: ID<Account>
    let purpose: Purpose
    /// Nil for a plan.
    let purchase: ID<Purchase>?
    let subscription: ID<Subscription>?
    let amount: Int64
    /// The sum of all refunds, pending ones included.
    let refunded: Int64
    /// The sum that is contested at the bank.
    let contested: Int64
    let status: Payment.Status
    let failure: String?
    let card: ChargeCard?
    let createdAt: Instant
    let paidAt: Instant?

    /// The object of a payment.
    enum Purpose: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Several lessons at once.
        case package
        /// One lesson at a held time.
        case single
        /// A period of a plan.
        case plan
    }
}

extension PaidThing: Record {
    static let columns: SQL =
        """
        x.id, x.account_id, x.purpose, x.purchase_id, x.subscription_id, x.amount, x.refunded, x.contested, x.status, x.failure,
        x.card, x.created_at, x.paid_at
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        purpose = try row.next()
        purchase = try row.next()
        subscription = try row.next()
        amount = try row.next()
        refunded = try row.next()
        contested = try row.next()
        status = try row.next()
        failure = try row.next()
        card = try row.json()
        createdAt = try row.next()
        paidAt = try row.next()
    }

    /// The payments that a caller sees: a student's own, those of a tutor's sales and lessons, all of them.
    private static func source(for scope: Scope) -> SQL {
        """
        (SELECT c.id, c.account_id, p.kind AS purpose, p.id AS purchase_id, CAST(NULL AS \(pg: "uuid", sqlite: "BLOB")) AS subscription_id,
                COALESCE(c.paid, c.amount) AS amount, c.refunded, c.contested,
                CASE WHEN c.paid IS NOT NULL THEN 'succeeded' WHEN c.state IN ('created', 'open') THEN 'pending'
                     WHEN c.state = 'failed' THEN 'failed' ELSE 'canceled' END AS status,
                c.failure, c.card, c.created_at, c.paid_at
           FROM charge c JOIN purchase p ON p.id = c.subject_id
          WHERE c.subject_kind = 'purchase' AND \(Purchase.visible(to: scope))
         UNION ALL
         SELECT y.id, y.account_id, 'plan', NULL, y.subscription_id, y.amount, y.refunded, 0, y.status, y.failure, NULL,
                y.created_at, y.paid_at
           FROM payment y WHERE \(plans.visible(to: scope))) x
        """
    }

    /// A plan is the platform's sale: its payments are seen by the tutors whose lessons it paid for, to give these back.
    private static let plans = Visibility(own: "y.account_id") { tutor in
        """
        y.id IN (SELECT i.payment_id FROM tutor t JOIN lesson_money m ON m.tutor_id = t.id JOIN lot q ON q.id = m.lot_id
                   JOIN provider_invoice i ON i.id = q.invoice_id WHERE t.account_id = \(tutor))
        """
    }

    static func find(_ id: ID<PaidThing>, within scope: Scope, _ tx: borrowing Tx) throws -> PaidThing {
        try tx.one("SELECT \(columns) FROM \(source(for: scope)) WHERE x.id = \(id)")
    }

    /// Newest first.
    static func list(
        _ page: PageRequest,
        where conditions: [SQL],
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> Page<PaidThing> {
        try tx.page(
            page,
            "SELECT \(columns) FROM \(source(for: scope)) WHERE \(SQL.all(conditions))",
            order: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
        )
    }
}
