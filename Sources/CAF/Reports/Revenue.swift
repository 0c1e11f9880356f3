import Kernel
import Platform
import Store

/// Payments and refunds of one plan, or for another purpose, within the period.
struct PlanRevenue: Codable, Sendable, RowDecodable {
    /// The name of the plan or the title of the course, in the language of the request; for other payments their purpose.
    var planName: String
    /// The short name of the plan; absent for other payments.
    var planCode: String?
    /// The id of the plan; for other payments their purpose, as `course:` with an id.
    var plan: String
    /// The number of successful payments.
    var payments: Int
    /// The sum of the payments with tax, in euro cents.
    var gross: Int64
    /// The sum of the refunds, in euro cents.
    var refunded: Int64
    /// Payments less refunds, in euro cents.
    var net: Int64

    init(_ row: inout Row) throws {
        planName = try row.next()
        planCode = try row.next()
        plan = try row.next()
        payments = try row.next()
        gross = try row.next()
        refunded = try row.next()
        net = try row.next()
    }
}

extension PlanRevenue {
    static func named(_ filter: SubscriptionReportFilter, _ context: ReportContext) -> SQL {
        NamedPlans.beside(byPlan(filter, context), context)
    }

    /// Payments count on the day of the payment, refunds on the day of the refund.
    static func byPlan(_ filter: SubscriptionReportFilter, _ context: ReportContext) -> SQL {
        """
        SELECT m.plan AS plan, \(SQL.sum(of: "m.payments")) AS payments, \(SQL.sum(of: "m.gross")) AS gross,
               \(SQL.sum(of: "m.refunded")) AS refunded, \(SQL.sum(of: "m.gross - m.refunded")) AS net
          FROM (SELECT \(plan) AS plan, 1 AS payments, p.amount AS gross, 0 AS refunded
                  FROM payment p LEFT JOIN subscription s ON s.id = p.subscription_id
                 WHERE p.status = 'succeeded' AND p.currency = \(Currency.euro)
                   AND \(filter.period.contains("p.paid_at", in: context.zone))
                UNION ALL
                SELECT \(plan), 0, 0, f.amount
                  FROM refund f JOIN payment p ON p.id = f.payment_id LEFT JOIN subscription s ON s.id = p.subscription_id
                 WHERE f.status = 'succeeded' AND f.currency = \(Currency.euro)
                   AND \(filter.period.contains("f.settled_at", in: context.zone))) m
         WHERE \(filter.covers("m.plan")) GROUP BY m.plan
        """
    }

    /// The invoiced plan, as the subscription may have changed its plan later.
    private static let plan: SQL =
        """
        COALESCE((SELECT i.plan_key FROM provider_invoice i WHERE i.payment_id = p.id ORDER BY i.created_at, i.id LIMIT 1),
                 s.plan_key, p.purpose)
        """
}
