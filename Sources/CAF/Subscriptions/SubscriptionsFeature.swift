import Kernel
import Platform

extension Feature {
    static let subscriptions = Feature(
        routes: Plans.routes + Subscriptions.routes + SubscriptionDesk.routes
            + Invoices.routes(needing: .invoiceRead)
            + Payments.administration(reading: .paymentRead, refunding: .paymentRefund),
        migrations: subscriptionMigrations,
        lifecycles: [Plan.lifecycle.table(named: Plan.kind)],
        jobs: [RemindTrials.self],
        schedules: [Every("caf.remind_trials", .hours(6), RemindTrials())],
        problems: [
            .subscriptionRequired, .planTaken, .planHasSubscribers, .planNotForSale, .planGranted,
            .notSubscribed,
        ],
        personalData: [subscriptionData, grantData],
        impersonalTables: [ImpersonalTable("plan", "subscription plans of the office")],
        retention: [grantRetention],
        templates: subscriptionTemplates + paymentTemplates + invoiceTemplates,
        audit: PlanAction.self
    )
}
