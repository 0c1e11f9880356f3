import Kernel
import Store

/// Deletes the files of expired exports, and later the exports themselves.
struct SweepReportExports: Job {
    static let kind = "reports.sweep"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    private static let batch = 100
    private static let memory = Duration.days(90)
    /// Longer than all attempts of a job together.
    private static let patience = Duration.days(2)

    func run(_ call: JobCall) async throws -> JobOutcome {
        while try await call.db.write({ tx in try Self.expire(tx) }) == Self.batch {}
        try await call.db.write { tx in
            try tx.execute(
                """
                UPDATE report_export SET state = 'failed', failure = 'broken', finished_at = \(tx.now)
                 WHERE state = 'waiting' AND created_at < \(tx.now - Self.patience)
                """
            )
            try tx.execute(
                """
                DELETE FROM report_export
                 WHERE state IN ('failed', 'expired') AND created_at < \(tx.now - Self.memory)
                """
            )
        }
        return .done
    }

    private static func expire(_ tx: borrowing Tx) throws -> Int {
        let over: [ReportExport] = try tx.all(
            """
            SELECT \(ReportExport.columns) FROM report_export x
             WHERE x.state = 'ready' AND x.expires_at <= \(tx.now) ORDER BY x.expires_at LIMIT \(batch)
            """
        )
        try tx.execute(
            "UPDATE report_export SET state = 'expired', file_id = NULL WHERE id \(in: over.map(\.id))"
        )
        try Files.discard(over.compactMap(\.file), tx)
        return over.count
    }
}

extension Reporting {
    static let personalData: [PersonalData] = [
        PersonalData(
            "report_exports",
            [
                "en": "Exported reports", "it": "Report esportati", "ar": "التقارير المصدّرة",
                "ku": "ڕاپۆرتە هەناردەکراوەکان",
            ],
            tables: ["report_export"],
            rows: { "report_export x WHERE x.owner_id = \($0)" },
            export: .init(
                by: "x.id",
                .text("report", "x.report"),
                .text("state", "x.state"),
                .instant("created_at", "x.created_at")
            ),
            erasure: .delete(because: Privacy.notNeeded) {
                ["DELETE FROM report_export WHERE owner_id = \($0)"]
            },
            files: {
                "SELECT x.file_id FROM report_export x WHERE x.owner_id = \($0) AND x.file_id IS NOT NULL"
            }
        )
    ]
}
