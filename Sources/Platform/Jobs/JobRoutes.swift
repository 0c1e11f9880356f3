import Kernel
import Store
import Web

/// The administrators' list of jobs, with retry and cancel.
enum JobRoutes {
    // swift-format-ignore
    static var routes: [Route] {
        [
            Get ("/admin/jobs",             list,   .jobsManage, "List background jobs", details: "Newest first. Finished jobs are kept for seven days."),
            Get ("/admin/jobs/{id}",        show,   .jobsManage, "Get a background job"),
            Post("/admin/jobs/{id}/retry",  retry,  .jobsManage, "Retry a background job", details: "A waiting, failed or cancelled job becomes due now, and its attempts are counted from zero.").refuses(.jobNotRetryable),
            Post("/admin/jobs/{id}/cancel", cancel, .jobsManage, "Cancel a background job", details: "A running job is stopped when its process next renews the lease.").refuses(.jobNotCancellable),
            Get ("/admin/schedules",        schedules, .jobsManage, "List the recurring jobs", details: "By name. A schedule on the clock of each organisation or person runs every minute and finds the ones whose time has come."),
        ].tagged("Jobs")
    }

    /// A selection of jobs.
    struct Filter: Query {
        /// Only jobs in this state.
        var state: JobState?
        /// Only jobs of this queue, such as `emails`.
        var queue: String?
        /// Only jobs of this kind, such as `notifications.mail`.
        var kind: String?
    }

    static func schedules(_ call: Call) async throws -> Listing<ScheduleView> {
        let site = call.site
        return Listing(try await call.db.read { tx in try ScheduleView.list(site, tx) })
    }

    static func list(_ call: Call, filter: Filter, page: PageRequest) async throws -> Page<JobView> {
        let conditions: [SQL?] = [
            filter.state.map { "state = \($0)" }, filter.queue.map { "queue = \($0)" },
            filter.kind.map { "kind = \($0)" },
        ]
        return try await call.db.read { tx in
            let jobs: Page<JobRow> = try tx.page(
                page,
                "SELECT \(JobRow.columns) FROM job WHERE \(SQL.all(conditions.compactMap { $0 }))",
                order: SortOrder(.descending("id", \.id))
            )
            return jobs.map(JobView.init)
        }
    }

    static func show(_ call: Call, id: ID<JobRow>) async throws -> JobView {
        try await call.db.read { tx in JobView(try JobRow.find(id, tx)) }
    }

    static func retry(_ call: Call, id: ID<JobRow>) async throws -> JobView {
        try await call.db.write { tx in
            let job = try JobRow.find(id, tx)
            guard job.isRetryable, try JobStore.revive(job, tx) else { throw Problem(.jobNotRetryable) }
            try Audit.record(JobAction.retry, of: "job", id.cast(), by: call.actor, tx)
            try tx.notify(JobStore.channel, "")
            return JobView(try JobRow.find(id, tx))
        }
    }

    static func cancel(_ call: Call, id: ID<JobRow>) async throws -> JobView {
        try await call.db.write { tx in
            guard try JobStore.cancel(JobRow.find(id, tx), tx) else { throw Problem(.jobNotCancellable) }
            try Audit.record(JobAction.cancel, of: "job", id.cast(), by: call.actor, tx)
            return JobView(try JobRow.find(id, tx))
        }
    }
}

extension JobRow {
    static func find(_ id: ID<JobRow>, _ tx: borrowing Tx) throws -> JobRow {
        try tx.one("SELECT \(columns) FROM job WHERE id = \(id)")
    }

    var isRetryable: Bool {
        switch state {
        case .ready, .retry, .dead, .cancelled: true
        case .running, .done: false
        }
    }
}

extension JobStore {
    /// Makes the job ready now, with all its attempts before it.
    ///
    /// False when another job has taken its unique key.
    static func revive(_ job: JobRow, _ tx: borrowing Tx) throws -> Bool {
        try tx.execute(
            """
            UPDATE job SET state = 'ready', attempt = 0, run_at = \(tx.now), finished_at = NULL
             WHERE id = \(job.id) AND state = \(job.state) AND NOT EXISTS (
                   SELECT 1 FROM job AS other
                    WHERE other.unique_key = job.unique_key AND other.id <> job.id
                      AND other.state IN ('ready', 'retry', 'running'))
            """
        ) == 1
    }

    /// A job under way is stopped when its process renews the lease and finds it gone.
    static func cancel(_ job: JobRow, _ tx: borrowing Tx) throws -> Bool {
        try tx.execute(
            """
            UPDATE job SET state = 'cancelled', finished_at = \(tx.now), lease_until = NULL, leased_by = NULL
             WHERE id = \(job.id) AND state IN ('ready', 'retry', 'running')
            """
        ) == 1
    }
}

/// A background job as administrators see it.
struct JobView: View {
    var id: ID<JobRow>
    /// The work to be done, such as `notifications.mail`.
    var kind: String
    /// The queue with its own workers, such as `emails`.
    var queue: String
    /// The arguments by name; identifiers only, never personal data.
    var args: JSONValue
    /// Whether it waits, runs or has ended, and how.
    var state: JobState
    /// The earliest moment of the next attempt.
    var runAt: Instant
    /// The number of attempts so far, a running one included.
    var attempt: Int
    /// The attempt whose failure is final.
    var maxAttempts: Int
    /// The last failure, or why the job found itself unnecessary, in English; absent without either.
    var lastError: String?
    /// The time at which the job entered its queue.
    var createdAt: Instant
    /// Absent until the job is done, dead or cancelled.
    var finishedAt: Instant?

    init(_ job: JobRow) {
        id = job.id
        kind = job.kind
        queue = job.queue
        args = job.args
        state = job.state
        runAt = job.runAt
        attempt = job.attempt
        maxAttempts = job.maxAttempts
        lastError = job.lastError
        createdAt = job.createdAt
        finishedAt = job.finishedAt
    }
}
