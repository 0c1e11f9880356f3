import Kernel
import Platform

extension Feature {
    /// The plans and the subscriptions to them; their lots are credits, their money ``PaymentPolicy/tutoring``.
    static let tutoringPlans = Feature(
        routes: LessonPlans.routes + PlanSubscriptions.routes,
        migrations: planMigrations,
        lifecycles: [LessonPlan.lifecycle.table(named: LessonPlan.kind)],
        problems: [.planInUse, .planNotOffered, .planNotSubscribed],
        quotas: [.planPages],
        bounds: [
            Bound("POST /subscriptions/checkout", .planPages),
            Bound("POST /subscriptions/portal", .planPages),
            Bound("POST /subscriptions/cancel", .planPages),
            Bound("POST /admin/subscription-plans", because: "is done by administrators"),
            Bound("PATCH /admin/subscription-plans/{id}", because: "is done by administrators"),
        ],
        impersonalTables: [ImpersonalTable("lesson_plan", "the plans and their terms")],
        templates: [.planUnpaid],
        audit: PlanAction.self
    )
}
