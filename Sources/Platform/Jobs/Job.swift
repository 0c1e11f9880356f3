import Kernel
import Logging
import Store

/// Work that is done later, outside the transaction that asked for it, at least once.
///
/// Its arguments are identities, never rows or personal data: they are read again when it runs, and
/// administrators see them. What it does must bear being done twice, for a process may die between the work
/// and the note that it was done.
package protocol Job: Codable, Sendable {
    /// The name in the database, as `caf.remind_deadline`; never changed once jobs of it exist.
    static var kind: String { get }
    static var policy: JobPolicy { get }

    /// Throwing means: try again later. The other outcomes are values.
    func run(_ call: JobCall) async throws -> JobOutcome
}

extension Job {
    package static var policy: JobPolicy { JobPolicy() }
}

/// How a run of a job ended, when it did not fail.
package enum JobOutcome: Sendable, Hashable {
    case done
    /// Not needed any more, and why.
    case cancel(String)
    /// Not now: again after this long, without counting as an attempt.
    case snooze(Duration)
}

/// How a kind of job is treated.
package struct JobPolicy: Sendable {
    package let queue: JobQueue
    /// How often it is tried before it is dead.
    package let attempts: Int
    package let timeout: Duration
    package let backoff: Backoff

    package init(
        queue: JobQueue = .default,
        attempts: Int = 10,
        timeout: Duration = .minutes(2),
        backoff: Backoff = Backoff()
    ) {
        self.queue = queue
        self.attempts = max(1, attempts)
        self.timeout = timeout
        self.backoff = backoff
    }
}

/// How long to wait after a failure: doubling from `base` up to `cap`, a quarter more or less so that
/// failures do not march in step.
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

/// A lane of jobs with workers of its own, so that slow work does not hold up quick work.
package struct JobQueue: Hashable, Sendable, CustomStringConvertible {
    package let name: String
    /// How many of its jobs one process runs at the same time.
    package let workers: Int
    /// How many jobs may wait before new ones are refused with ``Problem/Code/overloaded``.
    package let limit: Int

    package init(_ name: String, workers: Int, limit: Int = 100_000) {
        self.name = name
        self.workers = max(1, workers)
        self.limit = limit
    }

    package var description: String { name }

    package static let `default` = JobQueue("default", workers: 4)
    package static let mail = JobQueue("mail", workers: 8, limit: 500_000)
    package static let reports = JobQueue("reports", workers: 1, limit: 1_000)
    /// The house's own tidying.
    package static let maintenance = JobQueue("maintenance", workers: 1, limit: 10_000)
}

/// One run of a job: what it needs, and nothing else.
package struct JobCall: Sendable {
    package let site: Site
    package let id: ID<JobRow>
    /// 1 the first time.
    package let attempt: Int
    /// Whether a failure now is the end of it.
    package let isLastAttempt: Bool
    package let log: Logger

    package var db: Database { site.db }
    package var now: Instant { site.now() }

    /// The server itself, calling with `permission`, where the domain wants to know who moves something.
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
