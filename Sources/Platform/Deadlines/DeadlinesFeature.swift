import Kernel
import Store

extension Feature {
    /// Times at which something happens to a subject by itself; the features of the product handle them.
    package static let deadlines = Feature(
        migrations: [
            Migration(
                id: "platform/deadlines-001",
                """
                CREATE TABLE deadline (
                    id {id} PRIMARY KEY,
                    subject_kind {text} NOT NULL,
                    subject_id {id} NOT NULL,
                    event {text} NOT NULL,
                    due_at {instant} NOT NULL,
                    remind_at {instant},
                    queued_at {instant},
                    created_at {instant} NOT NULL,
                    UNIQUE (subject_kind, subject_id, event)
                ) {strict};
                CREATE INDEX deadline_due ON deadline (due_at);
                CREATE INDEX deadline_reminders ON deadline (remind_at) WHERE remind_at IS NOT NULL;
                """
            )
        ],
        jobs: [SweepDeadlines.self, FireDeadline.self, RemindOfDeadline.self],
        schedules: [Every("deadlines.sweep", .seconds(5), SweepDeadlines())],
        impersonalTables: [ImpersonalTable("deadline", "identities and times")]
    )
}
