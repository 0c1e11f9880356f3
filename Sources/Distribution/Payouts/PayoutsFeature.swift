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
            ImpersonalTable("settling_counter", "last numbers of payouts and settlements"),
            ImpersonalTable("payout", "payments to companies"),
            ImpersonalTable("payout_entry", "entries of payments to companies"),
            ImpersonalTable("company_entry", "amounts owed to companies, by order"),
            ImpersonalTable("settlement", "closed accounts of companies"),
            ImpersonalTable("settlement_entry", "entries of closed accounts of companies"),
        ],
        templates: payoutTemplates,
        audit: SettlementAction.self
    )
}
