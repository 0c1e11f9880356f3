import Kernel
import Platform
import Store

/// The plans of the demo's office, two subscriptions, and a plan that the office gave for a month.
///
/// The welcome plan lets new customers submit a first request without a card.
enum DemoPlans {
    private static let plans =
        """
        [{"code": "benvenuto", "name": {"it": "Benvenuto", "en": "Welcome"},
          "description": {"it": "Trenta giorni di prova, senza carta.", "en": "Thirty days to try, without a card."},
          "terms": {"price": 0, "vat_rate": 2200, "period": "year", "limit_period": "year", "priority": 0,
                    "trial_days": 30, "grace_days": 0, "is_welcome": true,
                    "services": [{"service": "ISEE", "limit": 2}, {"service": "MODELLO_730", "limit": 1},
                                 {"service": "MODELLO_PF", "limit": 1}, {"service": "IMU", "limit": 2}]}},
         {"code": "famiglia", "name": {"it": "Famiglia", "en": "Family"},
          "description": {"it": "Le richieste di una famiglia per un anno.", "en": "A family's requests for a year."},
          "terms": {"price": 9900, "vat_rate": 2200, "period": "year", "limit_period": "year", "priority": 0,
                    "trial_days": 0, "grace_days": 7, "is_welcome": false,
                    "services": [{"service": "ISEE", "limit": 10}, {"service": "MODELLO_730", "limit": 10},
                                 {"service": "MODELLO_PF", "limit": 10}, {"service": "IMU", "limit": 10}]}},
         {"code": "premium", "name": {"it": "Premium", "en": "Premium"},
          "description": {"it": "Senza limiti e con priorità.", "en": "Without limits, and with priority."},
          "terms": {"price": 1990, "vat_rate": 2200, "period": "month", "limit_period": "month", "priority": 5,
                    "trial_days": 14, "grace_days": 7, "is_welcome": false,
                    "services": [{"service": "ISEE"}, {"service": "MODELLO_730"}, {"service": "MODELLO_PF"},
                                 {"service": "IMU"}]}}]
        """

    static func offer(to customers: [Actor], by admin: Actor, at site: Site) async throws {
        let plans = try JSON.decode([NewPlan].self, from: Array(plans.utf8))
        try await site.db.write { tx in
            guard try !Plan.isAnyKnown(tx) else { return }
            for plan in plans { _ = try Plan.create(plan, by: admin, tx) }
            let family = try Plan.offered(tx).first { $0.code.rawValue == "famiglia" }
            guard let family else { return }
            for account in customers.compactMap(\.account) { try subscribe(account, to: family, tx) }
            if let account = customers.last?.account { try grant(family, to: account, by: admin, tx) }
        }
    }

    /// A plan from the office that ended before the subscription began.
    private static func grant(
        _ plan: Plan,
        to account: ID<Account>,
        by admin: Actor,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO plan_grant (id, account_id, plan_id, starts_at, ends_at, reason, granted_by)
            VALUES (\(tx.newID(of: PlanGrant.self)), \(account), \(plan.id), \(tx.now - .days(60)), \(tx.now - .days(30)),
                    'Un mese di prova, come concordato allo sportello.', \(admin.account))
            """
        )
    }

    /// A subscription that began a month ago, without a payment provider.
    private static func subscribe(_ account: ID<Account>, to plan: Plan, _ tx: borrowing Tx) throws {
        let start = tx.now - .days(30)
        try tx.execute(
            """
            INSERT INTO subscription (id, account_id, provider, provider_id, item_id, plan_key, price_id, status, period_start,
                                      period_end, cancel_at_period_end, started_at, event_at, read_at, version)
            VALUES (\(tx.newID(of: Subscription.self)), \(account), 'demo', \("demo_" + account.description), 'demo',
                    \(plan.id.description), 'demo', 'active', \(start), \(start + .days(365)), \(false), \(start), \(start),
                    \(start), 1)
            """
        )
    }
}
