import Kernel
import Platform
import Web

extension Feature {
    /// The debts to providers, and the payouts of them.
    static let providerPayouts = Feature(
        routes: PayoutRoutes.routes + PayoutAccountRoutes.routes + EarningsRoutes.routes + WriteOff.routes
            + AdminLedger.routes,
        migrations: payoutMigrations,
        effects: PayoutEffects.handlers,
        jobs: [PayProviders.self, HaltDebtors.self],
        schedules: [
            Weekly("marketplace.payouts", on: .monday, at: "06:00", in: .newYork, PayProviders()),
            Daily("marketplace.debtors", at: "06:00", in: .newYork, HaltDebtors()),
        ],
        bounds: [
            Bound("POST /payouts", because: "is done by administrators"),
            Bound("PUT /payouts/{id}/status", because: "is done by administrators"),
            Bound("PUT /providers/{id}/payout-account", because: "changes one of the caller's own rows"),
            Bound("POST /admin/write-offs", because: "is done by administrators"),
        ],
        impersonalTables: [
            ImpersonalTable("payout_counter", "last number of payouts"),
            ImpersonalTable("payout", "payments to providers"),
            ImpersonalTable("payout_entry", "entries of payments to providers"),
            ImpersonalTable("payee_entry", "amounts owed to providers, by job"),
            ImpersonalTable("write_off", "debts of providers that were given up"),
        ],
        templates: NoticeTemplate.payoutTemplates,
        personSealed: [PayoutAccount.sealed],
        audit: ProviderMoneyAction.self
    )
}

enum ProviderMoneyAction: String, AuditAction {
    case setAccount = "marketplace.payout_account.set"
    case readAccount = "marketplace.payout_account.read"
    case writeOff = "marketplace.write_off.create"
}
