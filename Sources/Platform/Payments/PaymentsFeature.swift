import Kernel

extension Feature {
    static func payments(_ law: RetentionLaw) -> Feature {
        Feature(
            routes: Payments.routes,
            migrations: Payments.migrations,
            lifecycles: [
                Subscription.lifecycle.table(named: Subscription.kind),
                Payment.lifecycle.table(named: Payment.kind),
                Refund.lifecycle.table(named: Refund.kind),
            ],
            jobs: Payments.jobs,
            schedules: Payments.schedules,
            problems: Payments.problems,
            personalData: Payments.personalData(under: law),
            impersonalTables: Payments.impersonalTables,
            audit: PaymentAction.self
        )
    }
}
