import Kernel
import Platform
import Store

/// Deletes the papers of decided verifications when their time is over.
struct DropPapers: Job {
    static let kind = "tutoring.drop_papers"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(1))

    func run(_ call: JobCall) async throws -> JobOutcome {
        let dropped = try await call.db.write { tx in
            let end = tx.now - (try Policies.duration(.keepPapersDays, at: tx.now, tx))
            let due: [Verification] = try tx.all(
                """
                SELECT \(Verification.columns) FROM verification v
                 WHERE v.decided_at < \(end) AND v.papers_gone_at IS NULL
                   AND v.state IN ('verified', 'rejected', 'suspended', 'superseded')
                 ORDER BY v.decided_at LIMIT 50
                """
            )
            for verification in due { try verification.dropPapers(tx) }
            return due.count
        }
        return dropped == 50 ? .snooze(.seconds(1)) : .done
    }
}
