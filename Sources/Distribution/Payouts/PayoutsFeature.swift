import Kernel
import Platform

extension Feature {
    static let companyPayouts = Feature(
        routes: Payouts.routes + Settlements.routes,
        migrations: payoutMigrations,
        lifecycles: [Settlement.lifecycle.table(named: Settlement.kind)],
        effects: [
            EffectHandler(.bookDelivery, of: Order.self) { order, _, tx in
                try Bookkeeping.delivered(order.id, tx)
            },
            EffectHandler(.tellPayeePaid, of: CompanyPayout.self) { payout, _, tx in
                try payout.notifyVendors(.payoutPaid, tx)
            },
            EffectHandler(.tellPayeeSentBack, of: CompanyPayout.self) { payout, _, tx in
                try payout.notifyVendors(.payoutSentBack, tx)
            },
        ],
        problems: [.nothingToSettle],
        impersonalTables: [
            ImpersonalTable("settling_counter", "the last number of payouts and settlements"),
            ImpersonalTable("payout", "what a company was paid"),
            ImpersonalTable("payout_entry", "what a company was paid"),
            ImpersonalTable("company_entry", "what a company is owed, and for which order"),
            ImpersonalTable("settlement", "the closed accounts of a company"),
            ImpersonalTable("settlement_entry", "the closed accounts of a company"),
        ],
        templates: payoutTemplates,
        audit: SettlementAction.self
    )
}
