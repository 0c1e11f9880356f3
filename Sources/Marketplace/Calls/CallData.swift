import Kernel
import Platform
import Store

extension PhoneCall {
    static let migrations = [
        Migration(
            id: "marketplace/calls-001",
            """
            CREATE TABLE call (
                id {id} PRIMARY KEY,
                job_id {id} NOT NULL REFERENCES market_job (id),
                caller_id {id} NOT NULL REFERENCES account (id),
                callee_id {id} NOT NULL REFERENCES account (id),
                mode {text} NOT NULL CHECK (mode IN ('log', 'bridge')),
                direction {text} NOT NULL CHECK (direction IN ('inbound', 'outbound')),
                state {text} NOT NULL CHECK (state IN ('queued', 'initiated', 'ringing', 'in-progress', 'completed', 'busy',
                    'failed', 'no-answer', 'canceled')),
                rank {int} NOT NULL CHECK (rank BETWEEN 0 AND 4),
                sid {text} UNIQUE,
                started_at {instant} NOT NULL,
                seconds {int} CHECK (seconds >= 0),
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL
            ) {strict};
            CREATE INDEX call_job ON call (job_id, id);
            CREATE INDEX call_caller ON call (caller_id, created_at);
            CREATE INDEX call_callee ON call (callee_id);
            """
        )
    ]

    static let personalData = PersonalData(
        "calls",
        ["en": "Telephone calls"],
        tables: ["call"],
        rows: {
            "call c JOIN market_job j ON j.id = c.job_id WHERE (c.caller_id = \($0) OR c.callee_id = \($0))"
        },
        export: .init(
            by: "c.id",
            .id("id", "c.id"),
            .id("job_id", "c.job_id"),
            .text("mode", "c.mode"),
            .text("state", "c.state"),
            .instant("started_at", "c.started_at"),
            .integer("seconds", "c.seconds")
        ),
        erasure: .keep(.init(for: kept, from: "j.over_at"), because: otherSide)
    )

    static let retention = Retention(
        "calls",
        ["en": "Telephone calls"],
        keep: kept,
        from: ["en": "the end of the job"],
        then: .delete,
        basis: otherSide,
        key: "c.id",
        account: "c.caller_id",
        due: { "call c JOIN market_job j ON j.id = c.job_id WHERE j.over_at < \($0)" },
        steps: { ["DELETE FROM call WHERE id \(in: $0)"] }
    )

    private static let kept = Period.years(2)

    private static let otherSide: LocalizedText = [
        "en": "The other side needs to show that there were calls about a job (GDPR art. 17(3)(e))."
    ]
}
