import Kernel
import Platform
import Store

/// Deletes the papers of decided verifications when their time is over.
struct DropPapers: Job {
    static let kind = "tutoring.drop_papers"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(1))

    func run(_ call: JobCall) async throws -> JobOutcome {
        let due = try await call.db.read { tx in
            let end = tx.now - (try Policies.duration(.keepPapersDays, at: tx.now, tx))
            return try tx.values(
                """
                SELECT v.id FROM verification v
                 WHERE v.decided_at < \(end) AND v.papers_gone_at IS NULL
                   AND v.state IN ('verified', 'rejected', 'suspended', 'superseded')
                 ORDER BY v.decided_at LIMIT 50
                """,
                as: ID<Verification>.self
            )
        }
        var rows = RowByRow(call)
        try await rows.write(due) { verification, tx in
            try Verification.find(verification, tx).dropPapers(tx)
        }
        let outcome = try rows.outcome()
        return due.count == 50 ? .snooze(.seconds(1)) : outcome
    }
}
