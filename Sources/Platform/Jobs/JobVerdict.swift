import Kernel

extension JobStore {
    /// The state of a job after a run.
    struct Verdict: Sendable {
        let state: JobState
        let attempt: Int
        let runAt: Instant
        let error: String?
    }
}

extension JobStore.Verdict {
    static func after(_ outcome: JobOutcome, _ job: JobRow, at now: Instant) -> Self {
        switch outcome {
        case .done: Self(state: .done, attempt: job.attempt, runAt: job.runAt, error: nil)
        case .cancel(let reason):
            Self(state: .cancelled, attempt: job.attempt, runAt: job.runAt, error: reason)
        case .snooze(let time): Self(state: .ready, attempt: job.attempt - 1, runAt: now + time, error: nil)
        }
    }

    static func failed(_ job: JobRow, _ error: any Error, _ backoff: Backoff, at now: Instant) -> Self {
        let reason = describe(error)
        guard job.attempt < job.maxAttempts else { return dead(job, reason, at: now) }
        let asked = Duration.seconds((error as? Problem)?.retryAfter ?? 0)
        let delay = max(backoff.delay(after: job.attempt), asked)
        return Self(state: .retry, attempt: job.attempt, runAt: now + delay, error: reason)
    }

    static func dead(_ job: JobRow, _ reason: String, at now: Instant) -> Self {
        Self(state: .dead, attempt: job.attempt, runAt: job.runAt, error: reason)
    }

    /// The state before the claim.
    static func released(_ job: JobRow, at now: Instant) -> Self {
        Self(state: .ready, attempt: job.attempt - 1, runAt: job.runAt, error: job.lastError)
    }

    private static func describe(_ error: any Error) -> String {
        if let problem = error as? Problem { return problem.code.name }
        return String(String(describing: error).prefix(500))
    }
}

/// The kinds of jobs that this version of the server can run.
struct JobKinds: Sendable {
    struct Kind: Sendable {
        let policy: JobPolicy
        let decode: @Sendable (JSONValue) throws -> any Job
    }

    private var kinds: [String: Kind] = [:]

    init(_ types: [any Job.Type]) {
        for type in types { add(type) }
    }

    subscript(name: String) -> Kind? { kinds[name] }

    var names: [String] { kinds.keys.sorted() }

    /// The queues of all kinds, each once, by name.
    var queues: [JobQueue] {
        let queues = Dictionary(kinds.values.map { ($0.policy.queue.name, $0.policy.queue) }) { first, _ in
            first
        }
        return queues.values.sorted { $0.name < $1.name }
    }

    private mutating func add<J: Job>(_ type: J.Type) {
        kinds[J.kind] = Kind(policy: J.policy) { try JSON.decode(type, from: $0) }
    }
}
