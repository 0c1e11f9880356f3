import Kernel
import Platform
import Store

let personalReportMigrations = [
    Migration(
        id: "wellness/personal-reports-001",
        """
        -- The file is sealed too, for it may hold notes.
        CREATE TABLE personal_report (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES account (id),
            kind {text} NOT NULL CHECK (kind IN ('weekly', 'diary')),
            format {text} NOT NULL CHECK (format IN ('pdf', 'csv')),
            from_date {date} NOT NULL,
            to_date {date} NOT NULL,
            include_notes {bool} NOT NULL,
            language {text} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('queued', 'running', 'ready', 'expired', 'failed')),
            failure {text},
            file {bytes},
            size {int},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            ready_at {instant},
            expires_at {instant},
            version {int} NOT NULL,
            CHECK (from_date <= to_date),
            CHECK (state = 'running' OR (state = 'ready') = (file IS NOT NULL)),
            CHECK ((state = 'failed') = (failure IS NOT NULL)),
            CHECK ((state IN ('ready', 'expired')) = (expires_at IS NOT NULL))
        ) {strict};
        CREATE INDEX personal_report_account ON personal_report (account_id, created_at, id);
        CREATE INDEX personal_report_expires_at ON personal_report (expires_at) WHERE state = 'ready';
        CREATE INDEX personal_report_open ON personal_report (created_at) WHERE state IN ('queued', 'running');
        """
    )
]

let personalReportData = PersonalData(
    "personal_reports",
    ["en": "Personal reports", "it": "Report personali"],
    tables: ["personal_report"],
    rows: { "personal_report r WHERE r.account_id = \($0)" },
    // The file repeats entries of the diary, which are exported.
    export: .init(
        by: "r.id",
        .text("kind", "r.kind"),
        .text("format", "r.format"),
        .date("from", "r.from_date"),
        .date("to", "r.to_date"),
        .bool("include_notes", "r.include_notes"),
        .text("state", "r.state"),
        .instant("created_at", "r.created_at")
    ),
    erasure: .delete(because: healthErasure) { account in
        PersonalReport.deletion(of: account)
    }
)

/// Reports are made from the diary, so they are erased when its consent is withdrawn.
let personalReportWithdrawal = ConsentWithdrawal(
    of: .diary,
    whileThereIs: { "EXISTS (SELECT 1 FROM personal_report r WHERE r.account_id = \($0))" },
    erases: { account, _ in PersonalReport.deletion(of: account) }
)

let personalReportRetention = Retention(
    "personal_reports",
    ["en": "Personal reports", "it": "Report personali"],
    keep: .days(90),
    from: ["en": "the order of the report", "it": "la richiesta del report"],
    then: .delete,
    basis: [
        "en": "Storage limitation, GDPR art. 5(1)(e)",
        "it": "Limitazione della conservazione, GDPR art. 5(1)(e)",
    ],
    key: "r.id",
    account: "r.account_id",
    due: { "personal_report r WHERE r.state IN ('expired', 'failed') AND r.created_at < \($0)" },
    steps: { ids in PersonalReport.deletion(of: "\(in: ids)") }
)
