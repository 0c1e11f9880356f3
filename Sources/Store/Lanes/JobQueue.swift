import Kernel

/// A first-in, first-out queue with limited length and waiting time.
final class JobQueue<Connection: LaneConnection>: @unchecked Sendable {
    // The monitor guards all mutable state, including that of the jobs.
    private let monitor = Monitor()
    private var jobs: [Job<Connection>?] = []
    private var head = 0
    private var waiting = 0
    private var idle = 0
    private var busy = 0
    private var isClosing = false

    private let limit: Int
    private let waitDeadline: Int64
    private let onBacklog: @Sendable () -> Void

    init(limit: Int, waitDeadline: Duration, onBacklog: @escaping @Sendable () -> Void) {
        self.limit = limit
        self.waitDeadline = waitDeadline.milliseconds
        self.onBacklog = onBacklog
    }

    var load: (queued: Int, busy: Int) {
        monitor.locked { (waiting, busy) }
    }

    /// Runs `body` on a lane.
    ///
    /// Cancellation removes a waiting job from the queue, and interrupts a running one.
    func perform<Result: Sendable>(
        after statements: [SQL] = [],
        _ body: @escaping @Sendable (Connection) throws -> Result
    ) async throws -> Result {
        let slot = Slot<Result>()
        let job = Job<Connection>(expires: Monotonic.milliseconds + waitDeadline, statements: statements) {
            slot.value = try body($0)
        }
        try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { (caller: UnsafeContinuation<Void, any Error>) in
                submit(job) { error in
                    if let error { caller.resume(throwing: error) } else { caller.resume() }
                }
            }
        } onCancel: {
            cancel(job)
        }
        guard let value = slot.value else { throw DatabaseError(.other, "a job ended without a result") }
        return value
    }

    /// Waits for jobs; returns none when the queue is closed and empty.
    func take(upTo count: Int) -> [Job<Connection>] {
        monitor.locked {
            while true {
                let batch = dequeue(upTo: count)
                if !batch.isEmpty || isClosing { return batch }
                idle += 1
                monitor.wait()
                idle -= 1
            }
        }
    }

    /// False when the job was cancelled in the meantime.
    func start(_ job: Job<Connection>, on connection: Connection) -> Bool {
        monitor.locked {
            guard job.state != .done else { return false }
            job.state = .running
            job.connection = connection
            busy += 1
            return true
        }
    }

    /// From here on the job cannot be interrupted.
    func settle(_ job: Job<Connection>) {
        monitor.locked {
            guard job.state == .running else { return }
            job.state = .settled
            job.connection = nil
            busy -= 1
        }
    }

    func finish(_ job: Job<Connection>, _ error: (any Error)?) {
        let answer = monitor.locked { complete(job) }
        answer?(error)
    }

    /// Rejects jobs that have waited too long; false when no job waits.
    func expire() -> Bool {
        let now = Monotonic.milliseconds
        let (answers, isWaiting) = monitor.locked {
            var answers: [((any Error)?) -> Void] = []
            while head < jobs.count, let job = jobs[head], job.state != .queued || job.expires <= now {
                advance()
                guard job.state == .queued else { continue }
                waiting -= 1
                if let answer = complete(job) { answers.append(answer) }
            }
            return (answers, waiting > 0)
        }
        for answer in answers { answer(Problem.overloaded) }
        return isWaiting
    }

    /// Accepts no more jobs; queued ones still run.
    func close() {
        monitor.locked {
            isClosing = true
            monitor.broadcast()
        }
    }
}

extension JobQueue {
    private func submit(_ job: Job<Connection>, _ answer: @escaping ((any Error)?) -> Void) {
        var hasBacklog = false
        var isAwaited = false
        let refusal: (any Error)? = monitor.locked {
            guard job.state == .new else { return CancellationError() }
            guard !isClosing else { return DatabaseError(.closed, "the database is closed") }
            guard waiting < limit else { return Problem.overloaded }
            job.state = .queued
            job.answer = answer
            jobs.append(job)
            waiting += 1
            isAwaited = idle > 0
            hasBacklog = !isAwaited
            return nil
        }
        // Outside of the monitor, so that the woken lane does not have to wait for it.
        if isAwaited { monitor.signal() }
        if let refusal { answer(refusal) }
        if hasBacklog { onBacklog() }
    }

    private func cancel(_ job: Job<Connection>) {
        let answer: (((any Error)?) -> Void)? = monitor.locked {
            switch job.state {
            case .queued: waiting -= 1
            case .new, .taken: break
            case .running:
                // Under the lock, so the lane cannot have moved on to another job.
                job.interruption.request()
                job.connection?.wake()
                return nil
            case .settled, .done: return nil
            }
            return complete(job)
        }
        answer?(CancellationError())
    }

    private func complete(_ job: Job<Connection>) -> (((any Error)?) -> Void)? {
        job.state = .done
        defer { job.answer = nil }
        return job.answer
    }

    private func dequeue(upTo count: Int) -> [Job<Connection>] {
        var batch: [Job<Connection>] = []
        while batch.count < count, head < jobs.count, let job = jobs[head] {
            advance()
            guard job.state == .queued else { continue }
            job.state = .taken
            waiting -= 1
            batch.append(job)
        }
        return batch
    }

    private func advance() {
        jobs[head] = nil
        head += 1
        guard head == jobs.count || head > 1_024 && head * 2 > jobs.count else { return }
        jobs.removeFirst(head)
        head = 0
    }
}

extension Problem {
    static let overloaded = Problem(.overloaded, retryAfter: 1)
}

/// The place for a lane's result; the caller reads it after the continuation was resumed.
private final class Slot<Value>: @unchecked Sendable {
    var value: Value?
}
