import Kernel
import Store

extension Feature {
    /// Reports that administrators build from the datasets of the product; stands after their tables.
    package static func reportBuilder(_ builder: ReportBuilder) -> Feature {
        Feature(
            routes: ReportBuilderRoutes.routes(builder),
            migrations: [BuiltReport.migration],
            jobs: [RunReport.self, SweepReportRuns.self],
            schedules: [Every("reports.sweep_runs", .minutes(30), SweepReportRuns())],
            bounds: [
                Bound("POST /admin/reports", because: "is done by administrators, 200 at most"),
                Bound(
                    "POST /admin/reports/{id}/run",
                    because: "is done by administrators, one after the other"
                ),
            ],
            personalData: [BuiltReport.personalData, ReportRun.personalData],
            audit: BuiltReportAction.self,
            reportBuilder: builder
        )
    }
}

extension BuiltReport {
    static let personalData = PersonalData(
        "built_reports",
        [
            "en": "Saved reports", "it": "Report salvati", "ar": "التقارير المحفوظة",
            "ku": "ڕاپۆرتە پاشەکەوتکراوەکان",
        ],
        tables: ["built_report"],
        rows: { "built_report b WHERE b.owner_id = \($0)" },
        export: .init(by: "b.id", .text("name", "b.name"), .instant("created_at", "b.created_at")),
        erasure: .anonymise(because: Privacy.notNeeded) { account, _ in
            ["UPDATE built_report SET owner_id = NULL WHERE owner_id = \(account)"]
        }
    )
}

extension ReportRun {
    static let personalData = PersonalData(
        "report_runs",
        [
            "en": "Files of built reports", "it": "File dei report creati", "ar": "ملفات التقارير المنشأة",
            "ku": "فایلی ڕاپۆرتە دروستکراوەکان",
        ],
        tables: ["report_run"],
        rows: { "report_run u WHERE u.owner_id = \($0)" },
        export: .init(
            by: "u.id",
            .text("name", "u.name"),
            .text("state", "u.state"),
            .instant("created_at", "u.created_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) { ["DELETE FROM report_run WHERE owner_id = \($0)"] },
        files: { "SELECT u.file_id FROM report_run u WHERE u.owner_id = \($0) AND u.file_id IS NOT NULL" }
    )
}
