import Platform
import Store

extension Feature {
    /// The figures of the site, for administrators; stands after everything that they count.
    static let analytics = Feature(
        routes: AnalyticsRoutes.routes,
        migrations: [
            Migration(
                id: "tutoring/analytics-001",
                """
                CREATE INDEX lesson_starts_at ON lesson (starts_at);
                CREATE INDEX lesson_ends_at ON lesson (ends_at);
                CREATE INDEX purchase_paid_at ON purchase (paid_at) WHERE paid_at IS NOT NULL;
                CREATE INDEX ledger_transaction_at ON ledger_transaction (at);
                CREATE INDEX tutor_entry_kind_at ON tutor_entry (kind, at);
                """
            )
        ]
    )
}
