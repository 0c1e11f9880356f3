import Kernel
import Platform
import Store

/// The free plan that every new customer has, from the opening of the account, until it ends or another is bought.
enum WelcomePlan {
    /// The welcome plan `n` with each active customer `a` who has bought no other, and has none from the office.
    static func customers(at now: Instant) -> SQL {
        """
        plan n JOIN account a ON n.is_welcome AND n.status = 'offered' AND a.role = \(Role.customer.name)
                             AND a.state = \(Account.State.active)
                             AND NOT EXISTS (SELECT 1 FROM subscription u
                                              WHERE u.account_id = a.id
                                                AND u.status NOT IN ('incomplete', 'incomplete_expired'))
                             AND NOT EXISTS (SELECT 1 FROM plan_grant g
                                              WHERE g.account_id = a.id AND \(PlanGrant.isRunning(at: now)))
        """
    }

    /// The moment at which the plan `n` of the customer `a` ends.
    static let end: SQL =
        """
        \(pg: "(a.created_at + interval '24 hours' * CAST(n.terms ->> 'trial_days' AS integer))",
          sqlite: "(a.created_at + 86400000000 * CAST(n.terms ->> 'trial_days' AS integer))")
        """

    /// Notifies each customer once, within three days before the end.
    static func remind(_ tx: borrowing Tx) throws {
        guard let plan = try Plan.welcome(tx) else { return }
        let ending = try tx.values(
            """
            SELECT a.id FROM \(customers(at: tx.now))
             WHERE \(end) > \(tx.now) AND \(end) <= \(tx.now + .days(3)) ORDER BY a.id
            """,
            as: ID<Account>.self
        )
        for account in ending {
            let customer = try Account.find(account, tx)
            let end = customer.createdAt + .days(plan.terms.trialDays.value)
            let day = Zone.office.civil(end).date
            try plan.notify(.welcomeEnds, customer, on: day, key: "welcome-ends:\(account)", tx)
        }
    }
}
