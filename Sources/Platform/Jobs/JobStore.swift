import Kernel
import Store

/// A row of the job table.
package struct JobRow: Record {
    package let id: ID<JobRow>
    package let kind: String
    package let queue: String
    package let args: JSONValue
    package let state: JobState
    package let runAt: Instant
    package let attempt: Int
    package let maxAttempts: Int
    package let lastError: String?
    package let createdAt: Instant
    package let finishedAt: Instant?

    package static let columns: SQL =
        "id, kind, queue, args, state, run_at, attempt, max_attempts, last_error, created_at, finished_at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        kind = try row.next()
        queue = try row.next()
        args = try row.json()
        state = try row.next()
        runAt = try row.next()
        attempt = try row.next()
        maxAttempts = try row.next()
        lastError = try row.next()
        createdAt = try row.next()
        finishedAt = try row.next()
    }
}

/// The only SQL that changes the state of jobs.
enum JobStore {
    static let channel = "job"

    /// Gives up to `count` due jobs of a queue to `runner`, oldest first; only of `kinds`, when given.
    ///
    /// Processes do not wait for each other.
    static func claim(
        _ queue: JobQueue,
        of kinds: [String]? = nil,
        atMost count: Int,
        by runner: String,
        until lease: Instant,
        _ tx: borrowing Tx
    ) throws -> [JobRow] {
        try relax(tx)
        let ours: SQL? = kinds.map { "AND kind \(in: $0)" }
        let jobs: [JobRow] = try tx.all(
            """
            WITH due AS MATERIALIZED (
                SELECT id FROM job
                 WHERE queue = \(queue.name) AND state IN ('ready', 'retry') AND run_at <= \(tx.now) \(ours)
                 ORDER BY run_at, id LIMIT \(count) \(pg: "FOR UPDATE SKIP LOCKED", sqlite: ""))
            UPDATE job
               SET state = 'running', attempt = attempt + 1, lease_until = \(lease), leased_by = \(runner)
             WHERE id IN (SELECT id FROM due)
            RETURNING \(JobRow.columns)
            """
        )
        return jobs.sorted { ($0.runAt, $0.id) < ($1.runAt, $1.id) }
    }

    /// Lowers the isolation level: each of these statements locks its own rows.
    ///
    /// Under SERIALIZABLE their index reads would make the products' transactions fail and run again.
    static func relax(_ tx: borrowing Tx) throws {
        if tx.dialect == .postgres { try tx.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED") }
    }

    /// Extends the leases of `runner`; returns those it still holds.
    static func renew(_ runner: String, until lease: Instant, _ tx: borrowing Tx) throws -> [Lease] {
        try relax(tx)
        return try tx.all(
            """
            UPDATE job SET lease_until = \(lease) WHERE state = 'running' AND leased_by = \(runner)
            RETURNING id, attempt
            """
        )
    }

    struct Lease: RowDecodable, Hashable {
        let job: ID<JobRow>
        let attempt: Int

        init(_ row: inout Row) throws {
            job = try row.next()
            attempt = try row.next()
        }

        init(_ row: JobRow) {
            job = row.id
            attempt = row.attempt
        }
    }

    /// Takes jobs from processes that no longer renew their leases; returns their number.
    static func rescue(_ tx: borrowing Tx) throws -> Int {
        try relax(tx)
        let reason = "the process of the job stopped"
        return try tx.execute(
            """
            UPDATE job
               SET state = CASE WHEN attempt >= max_attempts THEN 'dead' ELSE 'retry' END,
                   finished_at = CASE WHEN attempt >= max_attempts
                   THEN CAST(\(tx.now) AS \(pg: "timestamptz", sqlite: "INTEGER")) END,
                   run_at = \(tx.now), lease_until = NULL, leased_by = NULL, last_error = \(reason)
             WHERE state = 'running' AND lease_until < \(tx.now)
            """
        )
    }

    /// Takes over waiting jobs under the former names of queues, as processes of an older version enqueue them.
    static func adopt(_ queues: [JobQueue], _ tx: borrowing Tx) throws {
        for queue in queues {
            guard let formerly = queue.formerly else { continue }
            try tx.execute(
                "UPDATE job SET queue = \(queue.name) WHERE queue = \(formerly) AND state IN ('ready', 'retry')"
            )
        }
    }

    /// Records the outcome of a run.
    ///
    /// False when the lease was lost meanwhile; the outcome then does not count.
    static func settle(
        _ job: JobRow,
        _ verdict: Verdict,
        by runner: String,
        _ tx: borrowing Tx
    ) throws -> Bool {
        try relax(tx)
        let finishedAt: Instant? = verdict.state == .ready || verdict.state == .retry ? nil : tx.now
        return try tx.execute(
            """
            UPDATE job
               SET state = \(verdict.state), attempt = \(verdict.attempt), run_at = \(verdict.runAt), last_error = \(verdict.error),
                   lease_until = NULL, leased_by = NULL, finished_at = \(finishedAt)
             WHERE id = \(job.id) AND state = 'running' AND leased_by = \(runner) AND attempt = \(job.attempt)
            """
        ) == 1
    }

    /// Gives up jobs of kinds or queues that this version lacks, after a day.
    ///
    /// The wait is for rolling updates: a new version enqueues kinds that the old one does not know.
    static func buryStrangers(
        knowing kinds: [String],
        in queues: [JobQueue],
        _ tx: borrowing Tx
    ) throws -> Int {
        let isKnown: SQL = "kind \(in: kinds)"
        return try tx.execute(
            """
            UPDATE job
               SET state = 'dead', finished_at = \(tx.now),
                   last_error = CASE WHEN \(isKnown) THEN 'unknown queue: ' || queue ELSE 'unknown kind: ' || kind END
             WHERE state IN ('ready', 'retry') AND run_at <= \(tx.now - patience)
               AND NOT (\(isKnown) AND queue \(in: queues.map(\.name)))
            """
        )
    }

    private static let patience = Duration.days(1)

    static func forget(before oldest: Instant, atMost count: Int, _ tx: borrowing Tx) throws -> Int {
        try tx.execute(
            """
            DELETE FROM job WHERE id IN (SELECT id FROM job WHERE finished_at < \(oldest) ORDER BY finished_at LIMIT \(count))
            """
        )
    }
}
