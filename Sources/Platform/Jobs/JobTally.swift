import Synchronization
import Web

/// Counts the runs of this process by kind of job and outcome.
final class JobTally: Sendable {
    private struct Key: Hashable {
        let kind: String
        let outcome: String
    }

    private let counts = Mutex<[Key: Int]>([:])

    func count(_ kind: String, _ state: JobState) {
        // A job that is ready again was postponed, by itself or by the end of the process.
        let outcome = state == .ready ? "snoozed" : state.rawValue
        counts.withLock { $0[Key(kind: kind, outcome: outcome), default: 0] += 1 }
    }

    func report(to metrics: Metrics, of product: String) {
        metrics.counters("portico_job_runs_total", "Runs of jobs, by kind and outcome.") {
            self.counts.withLock { $0 }
                .sorted { ($0.key.kind, $0.key.outcome) < ($1.key.kind, $1.key.outcome) }
                .map {
                    (
                        [("product", product), ("kind", $0.key.kind), ("outcome", $0.key.outcome)],
                        Double($0.value)
                    )
                }
        }
    }
}
