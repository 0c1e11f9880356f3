import Kernel
import Store

extension Tx {
    /// Enqueues a job that runs after this transaction has committed, at `time` or as soon as possible.
    ///
    /// With `unique`, does nothing and returns false while a job of this kind with the same key is unfinished. Refused
    /// with ``Problem/Code/overloaded`` when the queue is full, unless it is urgent.
    @discardableResult
    package borrowing func enqueue<J: Job>(
        _ job: J,
        at time: Instant? = nil,
        unique key: String? = nil,
        isUrgent: Bool = J.policy.isUrgent
    ) throws -> Bool {
        let queue = J.policy.queue
        let runAt = time ?? now
        let uniqueKey: String? = key.map { "\(J.kind):\($0)" }
        let inserted = try execute(
            """
            INSERT INTO job (id, kind, queue, args, state, run_at, attempt, max_attempts, unique_key, created_at)
            SELECT \(ID<JobRow>.new(at: now)), \(J.kind), \(queue.name), \(json: job), 'ready', \(runAt), 0, \(J.policy.attempts),
                   \(uniqueKey), \(now)
             WHERE (\(isUrgent) OR NOT EXISTS (SELECT 1 FROM job_queue WHERE name = \(queue.name) AND is_full))
                ON CONFLICT (unique_key) WHERE unique_key IS NOT NULL AND state IN ('ready', 'retry', 'running') DO NOTHING
            """
        )
        guard inserted == 0 else {
            if runAt <= now { try notify(JobStore.channel, "") }
            return true
        }
        guard !isUrgent else { return false }
        let isFull =
            try value("SELECT is_full FROM job_queue WHERE name = \(queue.name)", as: Bool.self) ?? false
        guard !isFull else { throw Problem(.overloaded, retryAfter: 5) }
        return false
    }

    /// Enqueues many jobs of one kind, to run as soon as possible; refused like a single one.
    package borrowing func enqueue<J: Job>(all jobs: [J]) throws {
        guard jobs.count > 1 else {
            for job in jobs { try enqueue(job) }
            return
        }
        let queue = J.policy.queue
        let isRefused =
            try !J.policy.isUrgent
            && exists("SELECT 1 FROM job_queue WHERE name = \(queue.name) AND is_full")
        guard !isRefused else { throw Problem(.overloaded, retryAfter: 5) }
        for job in jobs {
            try add(
                """
                (\(ID<JobRow>.new(at: now)), \(J.kind), \(queue.name), \(json: job), 'ready', \(now), 0, \(J.policy.attempts),
                 \(now))
                """,
                to: """
                    INSERT INTO job (id, kind, queue, args, state, run_at, attempt, max_attempts, created_at)
                    """
            )
        }
        try notify(JobStore.channel, "")
    }

    /// Removes a job that has not begun, by its `unique` key; false when there is none.
    @discardableResult
    package borrowing func withdraw<J: Job>(_: J.Type, unique key: String) throws -> Bool {
        try execute(
            """
            UPDATE job SET state = 'cancelled', finished_at = \(now)
             WHERE unique_key = \("\(J.kind):\(key)") AND state IN ('ready', 'retry')
            """
        ) > 0
    }
}
