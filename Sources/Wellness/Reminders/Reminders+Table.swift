import Kernel
import Platform
import Store

extension Reminders {
    static let migrations = [
        Migration(
            id: "wellness/reminders-001",
            """
            CREATE TABLE reminder_plan (
                account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                kind {text} NOT NULL CHECK (kind IN ('reminder', 'nudge')),
                due_at {instant},
                slot_date {date},
                slot_place {int},
                -- The reminders since the last entry.
                unanswered {int} NOT NULL,
                PRIMARY KEY (account_id, kind),
                CHECK ((slot_date IS NULL) = (slot_place IS NULL)),
                CHECK (slot_date IS NULL OR due_at IS NOT NULL)
            ) {strict};
            CREATE INDEX reminder_plan_due ON reminder_plan (kind, due_at, account_id) WHERE due_at IS NOT NULL;
            CREATE TABLE reminder_slot (
                id {id} PRIMARY KEY,
                account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                local_date {date} NOT NULL,
                kind {text} NOT NULL,
                place {int} NOT NULL,
                due_at {instant} NOT NULL,
                handled_at {instant} NOT NULL,
                -- 'sent', or why nothing was sent.
                outcome {text} NOT NULL,
                UNIQUE (account_id, local_date, kind, place)
            ) {strict};
            CREATE INDEX reminder_slot_handled ON reminder_slot (handled_at);
            """
        )
    ]

    static let personalData = PersonalData(
        "reminders",
        ["en": "Reminders", "it": "Promemoria"],
        tables: ["reminder_slot", "reminder_plan"],
        rows: { "reminder_slot r WHERE r.account_id = \($0)" },
        export: .init(
            by: "r.id",
            .text("kind", "r.kind"),
            .date("local_date", "r.local_date"),
            .instant("due_at", "r.due_at"),
            .instant("handled_at", "r.handled_at"),
            .text("outcome", "r.outcome")
        ),
        erasure: .delete(because: Privacy.notNeeded) {
            [
                "DELETE FROM reminder_slot WHERE account_id = \($0)",
                "DELETE FROM reminder_plan WHERE account_id = \($0)",
            ]
        }
    )
}
