import Kernel
import Store
import Web

/// Reports as rows of data, read as JSON or exported as files.
enum Reporting {
    static var routes: [Route] {
        (ReportRoutes.routes + ReportExportRoutes.routes).tagged("Reports")
    }

    static let jobs: [any Job.Type] = [MakeReportExport.self, SweepReportExports.self]

    static let schedules: [Schedule] = [Every("reports.sweep", .minutes(30), SweepReportExports())]

    static let migrations = [
        Migration(
            id: "platform/reporting-001",
            """
            CREATE TABLE report_export (
                id {id} PRIMARY KEY,
                owner_id {id} NOT NULL REFERENCES account (id),
                report {text} NOT NULL,
                order_form {json} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('waiting', 'ready', 'failed', 'expired')),
                failure {text} CHECK (failure IN ('forbidden', 'too_many_rows', 'no_such_report', 'broken')),
                row_count {int} CHECK (row_count >= 0),
                file_id {id} UNIQUE REFERENCES stored_file (id),
                created_at {instant} NOT NULL,
                finished_at {instant},
                expires_at {instant},
                CHECK ((state = 'ready') = (file_id IS NOT NULL)),
                CHECK ((state = 'failed') = (failure IS NOT NULL)),
                CHECK ((state = 'waiting') = (finished_at IS NULL)),
                CHECK ((state IN ('ready', 'expired')) = (expires_at IS NOT NULL))
            ) {strict};
            CREATE INDEX report_export_owner ON report_export (owner_id, id);
            CREATE INDEX report_export_expires_at ON report_export (expires_at) WHERE state = 'ready';
            CREATE INDEX report_export_waiting ON report_export (created_at) WHERE state = 'waiting';
            """
        )
    ]
}
