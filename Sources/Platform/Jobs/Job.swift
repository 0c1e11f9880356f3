import Kernel
import Logging
import Store

/// Work that is done later, outside the causing transaction, at least once.
///
/// Its arguments are identifiers, never rows or personal data: administrators see them, and a run reads the rows again.
/// Its effects must allow a repetition, because a process may die between the work and the record of it.
package protocol Job: Codable, Sendable {
    /// The name in the database, such as `caf.remind_deadline`; never changed once jobs of it exist.
    static var kind: String { get }
    static var policy: JobPolicy { get }

    /// An error means another attempt later; the other outcomes are values.
    func run(_ call: JobCall) async throws -> JobOutcome
}

/// The same protocol, for a product whose own noun is a job.
package typealias BackgroundJob = Job

extension Job {
    package static var policy: JobPolicy { JobPolicy() }
}

/// The outcome of a run without an error.
package enum JobOutcome: Sendable, Hashable {
    case done
    /// No longer needed, with the reason.
    case cancel(String)
    /// Postponed by this time, without counting as an attempt.
    case snooze(Duration)
}

/// The rules for a kind of job: queue, attempts, timeout and backoff.
package struct JobPolicy: Sendable {
    package let queue: JobQueue
    /// The number of attempts before the job is dead.
    package let attempts: Int
    package let timeout: Duration
    package let backoff: Backoff
    /// Whether its jobs are accepted even by a full queue: security messages depend on them.
    package let isUrgent: Bool

    package init(
        queue: JobQueue = .default,
        attempts: Int = 10,
        timeout: Duration = .minutes(2),
        backoff: Backoff = Backoff(),
        isUrgent: Bool = false
    ) {
        self.isUrgent = isUrgent
        self.queue = queue
        self.attempts = max(1, attempts)
        self.timeout = timeout
        self.backoff = backoff
    }
}

/// The wait after a failure: doubling from `base` up to `cap`, varied by a quarter.
///
/// The variation keeps failures from being repeated all at once.
package struct Backoff: Sendable, Hashable {
    package let base: Duration
    package let cap: Duration

    package init(base: Duration = .seconds(10), cap: Duration = .hours(6)) {
        self.base = base
        self.cap = cap
    }

    package func delay(after attempt: Int) -> Duration {
        let doubled = Double(max(1, base.micros)) * Double(UInt64(1) << UInt64(min(max(0, attempt - 1), 40)))
        let bounded = min(doubled, Double(max(1, cap.micros)))
        return .microseconds(Int64(bounded * Double.random(in: 0.75...1.25)))
    }
}

/// A queue of jobs with its own workers, so that slow work does not hold up quick work.
package struct JobQueue: Hashable, Sendable, CustomStringConvertible {
    package let name: String
    /// The number of its jobs that one process runs at the same time.
    package let workers: Int
    /// The number of waiting jobs from which on new ones are refused with ``Problem/Code/overloaded``.
    package let limit: Int
    /// The name of the queue in older versions of the server.
    let formerly: String?

    package init(_ name: String, workers: Int, limit: Int = 100_000, formerly: String? = nil) {
        self.formerly = formerly
        self.name = name
        self.workers = max(1, workers)
        self.limit = limit
    }

    package var description: String { name }

    package static let `default` = JobQueue("default", workers: 4)
    package static let emails = JobQueue("emails", workers: 8, limit: 500_000, formerly: "mail")
    package static let push = JobQueue("push", workers: 4, limit: 500_000)
    package static let reports = JobQueue("reports", workers: 1, limit: 1_000)
    /// For figures that are computed again when their inputs have changed.
    package static let scoring = JobQueue("scoring", workers: 2)
    /// For the platform's own maintenance.
    package static let maintenance = JobQueue("maintenance", workers: 1, limit: 10_000)
}

/// The context of one run of a job.
package struct JobCall: Sendable {
    package let site: Site
    package let id: ID<JobRow>
    /// 1 for the first attempt.
    package let attempt: Int
    /// Whether a failure now is final.
    package let isLastAttempt: Bool
    package let log: Logger

    package var db: Database { site.db }
    package var now: Instant { site.now() }

    /// A call by the server itself with `permission`, for domain functions that need an actor.
    package func acting(with permission: Permission = .anyone) -> Call {
        Call(
            site: site,
            actor: .system,
            scope: Scope(permission: permission, reach: .all, actor: .system),
            requestID: id.description,
            address: "",
            userAgent: nil,
            languages: site.product.languages
        )
    }
}
