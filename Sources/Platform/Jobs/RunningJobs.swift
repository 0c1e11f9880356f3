import Kernel
import Synchronization

/// The running jobs of this process, which can be stopped one by one or all at once.
final class RunningJobs: Sendable {
    private let runs = Mutex<[JobStore.Lease: Run]>([:])

    var leases: Set<JobStore.Lease> {
        runs.withLock { Set($0.keys) }
    }

    /// Throws ``JobTimedOut`` after the timeout and ``JobReleased`` after a stop, whatever the work's own error.
    ///
    /// A job that ignores its cancellation holds its worker until it ends.
    func run(
        _ lease: JobStore.Lease,
        for timeout: Duration,
        _ work: @escaping @Sendable () async throws -> JobOutcome
    ) async throws -> JobOutcome {
        let run = Run(task: Task { try await work() })
        runs.withLock { $0[lease] = run }
        let timer = Task {
            try await Task.sleep(for: timeout)
            run.stop(JobTimedOut(after: timeout))
        }
        defer {
            timer.cancel()
            runs.withLock { $0[lease] = nil }
        }
        do {
            return try await withTaskCancellationHandler {
                try await run.task.value
            } onCancel: {
                run.stop(JobReleased())
            }
        } catch {
            throw run.reason ?? error
        }
    }

    func release(_ leases: Set<JobStore.Lease>) {
        let stopped = runs.withLock { runs in leases.compactMap { runs[$0] } }
        for run in stopped { run.stop(JobReleased()) }
    }

    func releaseAll() {
        release(leases)
    }

    private final class Run: Sendable {
        let task: Task<JobOutcome, any Error>
        private let stopped = Mutex<(any Error)?>(nil)

        init(task: Task<JobOutcome, any Error>) {
            self.task = task
        }

        var reason: (any Error)? { stopped.withLock { $0 } }

        func stop(_ reason: any Error) {
            stopped.withLock { $0 = $0 ?? reason }
            task.cancel()
        }
    }
}

/// The job exceeded its policy's timeout.
struct JobTimedOut: Error, CustomStringConvertible {
    let after: Duration

    var description: String { "took longer than \(after)" }
}

/// The process stops, or another has taken the job over: no failure of the job.
struct JobReleased: Error {}
