import Kernel
import Platform
import Web

extension Feature {
    /// Payouts to tutors, their runs, and the tutors' accounts at the payment provider.
    static let tutorPayouts = Feature(
        routes: PayoutRoutes.routes + PayoutAccount.routes,
        migrations: payoutMigrations,
        effects: PayoutNotices.handlers,
        jobs: [PayTutors.self, PayTutorAgain.self],
        schedules: [Weekly("tutoring.payouts", on: .monday, at: "06:00", in: .rome, PayTutors())],
        quotas: [.payoutAccountPages],
        bounds: [
            Bound("POST /payouts/account", .payoutAccountPages),
            Bound("POST /admin/payouts/run", because: "is done by administrators, once a day"),
            Bound("POST /admin/payouts/{id}/reverse", because: "is done by administrators"),
        ],
        impersonalTables: [
            ImpersonalTable("payout_counter", "the last number of payouts"),
            ImpersonalTable("payout", "payments to tutors"),
            ImpersonalTable("payout_entry", "entries of payments to tutors"),
            ImpersonalTable("payout_run", "the days on which tutors were paid"),
            ImpersonalTable("payout_run_result", "the decisions of runs about tutors"),
        ],
        templates: NoticeTemplate.payoutTemplates,
        audit: PayoutRunAction.self
    )
}
