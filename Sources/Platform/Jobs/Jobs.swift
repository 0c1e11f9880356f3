import Kernel
import Store

/// The job table and its problem codes.
enum Jobs {
    static let problems: [Problem.Code] = [.jobNotRetryable, .jobNotCancellable]

    /// The time for which finished jobs stay visible to administrators.
    static let retention = Duration.days(7)

    static let migrations = [
        Migration(
            id: "platform/jobs-001",
            """
            CREATE TABLE job (
                id {id} PRIMARY KEY,
                kind {text} NOT NULL,
                queue {text} NOT NULL,
                args {json} NOT NULL,
                state {text} NOT NULL
                    CHECK (state IN ('ready', 'running', 'retry', 'done', 'dead', 'cancelled')),
                run_at {instant} NOT NULL,
                attempt {int} NOT NULL DEFAULT 0,
                max_attempts {int} NOT NULL,
                lease_until {instant},
                leased_by {text},
                unique_key {text},
                last_error {text},
                created_at {instant} NOT NULL,
                finished_at {instant},
                CHECK ((state = 'running') = (lease_until IS NOT NULL AND leased_by IS NOT NULL)),
                CHECK ((state IN ('done', 'dead', 'cancelled')) = (finished_at IS NOT NULL))
            ) {strict};
            CREATE INDEX job_due ON job (queue, run_at, id) WHERE state IN ('ready', 'retry');
            CREATE INDEX job_leases ON job (lease_until) WHERE state = 'running';
            CREATE UNIQUE INDEX job_unique ON job (unique_key)
                WHERE unique_key IS NOT NULL AND state IN ('ready', 'retry', 'running');
            CREATE INDEX job_finished ON job (finished_at) WHERE finished_at IS NOT NULL;
            CREATE TABLE job_queue (
                name {text} PRIMARY KEY,
                is_full {bool} NOT NULL
            ) {strict};
            CREATE TABLE schedule_slot (
                schedule {text} NOT NULL,
                slot {text} NOT NULL,
                slot_at {instant} NOT NULL,
                fired_at {instant} NOT NULL,
                PRIMARY KEY (schedule, slot)
            ) {strict};
            CREATE INDEX schedule_slot_latest ON schedule_slot (schedule, slot_at);
            """
        ),
        Migration(
            id: "platform/jobs-002",
            "CREATE INDEX job_dead ON job (queue) WHERE state = 'dead';"
        ),
    ]
}

/// How far a job is: `ready` → `running` → `done`, or `retry` → `running` …, finally `dead` or `cancelled`.
package enum JobState: String, Codable, Sendable, CaseIterable {
    /// Waits for its time or for a worker.
    case ready
    /// In the hands of a process, which holds its lease.
    case running
    /// Failed and waits for its next attempt.
    case retry
    /// Finished with success.
    case done
    /// Failed for the last time; an administrator may retry it.
    case dead
    /// Cancelled by an administrator, or found unnecessary by the job itself.
    case cancelled
}

extension JobState: SQLValueConvertible {}

/// Deletes old finished jobs, and the slots of schedules with newer ones.
struct ForgetFinishedJobs: Job {
    static let kind = "jobs.forget"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    private static let batch = 1_000

    func run(_ call: JobCall) async throws -> JobOutcome {
        let oldest = call.now - Jobs.retention
        while try await call.db.write({ tx in try JobStore.forget(before: oldest, atMost: Self.batch, tx) })
            == Self.batch
        {}
        try await call.db.write { tx in try ScheduleSlots.forget(before: oldest, tx) }
        return .done
    }
}
