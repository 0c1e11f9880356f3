import Kernel
import Store

/// Enqueues a job for each deadline that is due, and for each reminder.
///
/// A deadline is enqueued again when its job did not settle it within an hour: jobs die.
struct SweepDeadlines: Job {
    static let kind = "deadlines.sweep"
    static let policy = JobPolicy(queue: .deadlines)

    private static let batch = 500
    private static let patience = Duration.hours(1)

    func run(_ call: JobCall) async throws -> JobOutcome {
        while try await call.db.write({ tx in try Self.enqueueDue(tx) }) == Self.batch {}
        while try await call.db.write({ tx in try Self.enqueueReminders(tx) }) == Self.batch {}
        return .done
    }

    private static func enqueueDue(_ tx: borrowing Tx) throws -> Int {
        // A subject that moves meanwhile gets a new row, so nobody needs to wait for this look at the index.
        try JobStore.relax(tx)
        let due = try tx.values(
            """
            SELECT id FROM deadline
             WHERE due_at <= \(tx.now) AND (queued_at IS NULL OR queued_at < \(tx.now - patience))
             ORDER BY due_at LIMIT \(batch)
            """,
            as: ID<Deadline>.self
        )
        guard !due.isEmpty else { return 0 }
        for id in due { try tx.enqueue(FireDeadline(deadline: id), unique: "\(id)") }
        try tx.execute("UPDATE deadline SET queued_at = \(tx.now) WHERE id \(in: due)")
        return due.count
    }

    /// The moment of a reminder is cleared here, so that it comes at most once.
    private static func enqueueReminders(_ tx: borrowing Tx) throws -> Int {
        try JobStore.relax(tx)
        let due = try tx.values(
            "SELECT id FROM deadline WHERE remind_at <= \(tx.now) ORDER BY remind_at LIMIT \(batch)",
            as: ID<Deadline>.self
        )
        guard !due.isEmpty else { return 0 }
        for id in due { try tx.enqueue(RemindOfDeadline(deadline: id), unique: "\(id)") }
        try tx.execute("UPDATE deadline SET remind_at = NULL WHERE id \(in: due)")
        return due.count
    }
}

extension JobQueue {
    static let deadlines = JobQueue("deadlines", workers: 4, limit: 500_000)
}
