import Kernel
import Platform
import Store
import Web

/// The state of the site's background work.
struct SiteHealthView: View {
    /// The queues of jobs.
    var queues: [QueueState]
    /// The names of schedules whose last run is overdue.
    var schedulesLate: [String]
    /// The carriers of messages with their breakers.
    var carriers: [CarrierState]
    /// Messages that failed for good within the last 24 hours.
    var deliveriesFailed: Int
    /// Scores that differed from their logs in the last nightly check; absent before the first one.
    var scoreDifferences: Int?
    /// When that check ended; absent before the first one.
    var scoresCheckedAt: Instant?
    /// The numbers of people's keys by the field key that wraps them.
    var keys: [KeyCount]
    /// Entries of the audit log that are not in its hash chain yet.
    var auditUnsealed: Int
    /// The kept copies of the database and files, and whether one is late.
    var backups: BackupStatus

    init(_ backups: BackupStatus, of site: Site, _ tx: borrowing Tx) throws {
        let check = try ScoreCheck.latest(tx)
        queues = try QueueState.measure(site, tx)
        schedulesLate = try ScheduleView.late(at: site, tx)
        carriers = site.carrierStates()
        deliveriesFailed = try Self.failed(tx)
        scoreDifferences = check?.count.differences
        scoresCheckedAt = check?.finishedAt
        keys = try PersonKey.counts(tx)
        auditUnsealed = try Self.unsealed(tx)
        self.backups = backups
    }

    private static func failed(_ tx: borrowing Tx) throws -> Int {
        try tx.value(
            """
            SELECT COUNT(*) FROM notice_delivery WHERE state = 'failed' AND ended_at > \(tx.now - .hours(24))
            """,
            as: Int.self
        ) ?? 0
    }

    /// The chain follows the entries in their order, so none of them is much older than the newest link.
    private static func unsealed(_ tx: borrowing Tx) throws -> Int {
        let newest = try tx.value(
            """
            SELECT e.at FROM audit_link l JOIN audit_entry e ON e.id = l.entry_id ORDER BY l.position DESC LIMIT 1
            """,
            as: Instant.self
        )
        let since = (newest ?? Instant(seconds: 0)) - .hours(1)
        return try tx.value(
            """
            SELECT COUNT(*) FROM audit_entry e
             WHERE e.at >= \(since) AND NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.entry_id = e.id)
            """,
            as: Int.self
        ) ?? 0
    }
}
