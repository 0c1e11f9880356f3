import Kernel
import Store

/// A report that an administrator has built and saved.
package struct BuiltReport: Record {
    let id: ID<BuiltReport>
    /// Nil once the account has been erased.
    let owner: ID<Account>?
    let name: String
    let plan: ReportPlan
    let createdAt: Instant

    package static let kind = "built_report"
    package static let columns: SQL = "b.id, b.owner_id, b.name, b.plan, b.created_at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        owner = try row.next()
        name = try row.next()
        plan = try row.json()
        createdAt = try row.next()
    }

    static let most = 200

    static func find(_ id: ID<BuiltReport>, _ tx: borrowing Tx) throws -> BuiltReport {
        try tx.one("SELECT \(columns) FROM built_report b WHERE b.id = \(id)")
    }

    static func list(_ tx: borrowing Tx) throws -> [BuiltReport] {
        try tx.all(
            "SELECT \(columns) FROM built_report b ORDER BY b.created_at DESC, b.id DESC LIMIT \(most)"
        )
    }

    static func save(
        _ plan: ReportPlan,
        named name: String,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> BuiltReport {
        let id = tx.newID(of: BuiltReport.self)
        try tx.execute(
            """
            INSERT INTO built_report (id, owner_id, name, plan, created_at)
            VALUES (\(id), \(actor.account), \(name), \(json: plan), \(tx.now))
            """
        )
        try Audit.record(BuiltReportAction.save, of: kind, id.cast(), by: actor, tx)
        return try find(id, tx)
    }
}

extension BuiltReport {
    static let migration = Migration(
        id: "platform/report-builder-001",
        """
        CREATE TABLE built_report (
            id {id} PRIMARY KEY,
            owner_id {id} REFERENCES account (id),
            name {text} NOT NULL,
            plan {json} NOT NULL,
            created_at {instant} NOT NULL
        ) {strict};
        CREATE INDEX built_report_newest ON built_report (created_at, id);
        CREATE TABLE report_run (
            id {id} PRIMARY KEY,
            owner_id {id} NOT NULL REFERENCES account (id),
            report_id {id} NOT NULL,
            name {text} NOT NULL,
            plan {json} NOT NULL,
            format {text} NOT NULL CHECK (format IN ('json', 'csv', 'pdf')),
            language {text} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('queued', 'running', 'ready', 'failed')),
            failure {text} CHECK (failure IN ('forbidden', 'too_many_rows', 'off_the_list', 'broken')),
            row_count {int} CHECK (row_count >= 0),
            is_truncated {bool} NOT NULL,
            file_id {id} UNIQUE REFERENCES stored_file (id),
            created_at {instant} NOT NULL,
            finished_at {instant},
            expires_at {instant},
            CHECK ((state = 'failed') = (failure IS NOT NULL)),
            CHECK ((state IN ('ready', 'failed')) = (finished_at IS NOT NULL)),
            CHECK ((state = 'ready') = (expires_at IS NOT NULL AND row_count IS NOT NULL)),
            CHECK (file_id IS NULL OR state = 'ready')
        ) {strict};
        CREATE INDEX report_run_owner ON report_run (owner_id, id);
        CREATE INDEX report_run_created_at ON report_run (created_at);
        CREATE INDEX report_run_expires_at ON report_run (expires_at) WHERE file_id IS NOT NULL;
        """
    )
}
