import Kernel
import Store

/// Deletes the files of runs after 24 hours, and later the runs themselves.
struct SweepReportRuns: Job {
    static let kind = "reports.sweep_runs"
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
                UPDATE report_run SET state = 'failed', failure = 'broken', finished_at = \(tx.now)
                 WHERE state IN ('queued', 'running') AND created_at < \(tx.now - Self.patience)
                """
            )
            try tx.execute(
                "DELETE FROM report_run WHERE file_id IS NULL AND created_at < \(tx.now - Self.memory)"
            )
        }
        return .done
    }

    private static func expire(_ tx: borrowing Tx) throws -> Int {
        let over: [ReportRun] = try tx.all(
            """
            SELECT \(ReportRun.columns) FROM report_run u
             WHERE u.file_id IS NOT NULL AND u.expires_at <= \(tx.now) ORDER BY u.expires_at LIMIT \(batch)
            """
        )
        try tx.execute("UPDATE report_run SET file_id = NULL WHERE id \(in: over.map(\.id))")
        try Files.discard(over.compactMap(\.file), tx)
        return over.count
    }
}
