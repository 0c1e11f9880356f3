import Kernel

/// A first-in, first-out queue with limited length and waiting time.
final class LaneQueue<Connection: LaneConnection>: @unchecked Sendable {
    // The monitor guards all mutable state, including that of the jobs.
    private let monitor = Monitor()
    private var tasks: [LaneTask<Connection>?] = []
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
        let task = LaneTask<Connection>(
            expires: Monotonic.milliseconds + waitDeadline,
            statements: statements
        ) {
            slot.value = try body($0)
        }
        try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { (caller: UnsafeContinuation<Void, any Error>) in
                submit(task) { error in
                    if let error { caller.resume(throwing: error) } else { caller.resume() }
                }
            }
        } onCancel: {
            cancel(task)
        }
        guard let value = slot.value else { throw DatabaseError(.other, "a job ended without a result") }
        return value
    }

    /// Waits for jobs; returns none when the queue is closed and empty.
    func nextBatch(upTo count: Int) -> [LaneTask<Connection>] {
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
    func start(_ task: LaneTask<Connection>, on connection: Connection) -> Bool {
        monitor.locked {
            guard task.state != .done else { return false }
            task.state = .running
            task.connection = connection
            busy += 1
            return true
        }
    }

    /// From here on the job cannot be interrupted.
    func settle(_ task: LaneTask<Connection>) {
        monitor.locked {
            guard task.state == .running else { return }
            task.state = .settled
            task.connection = nil
            busy -= 1
        }
    }

    func finish(_ task: LaneTask<Connection>, _ error: (any Error)?) {
        let answer = monitor.locked { complete(task) }
        answer?(error)
    }

    /// Rejects jobs that have waited too long; false when no job waits.
    func expire() -> Bool {
        let now = Monotonic.milliseconds
        let (answers, isWaiting) = monitor.locked {
            var answers: [((any Error)?) -> Void] = []
            while head < tasks.count, let task = tasks[head], task.state != .queued || task.expires <= now {
                advance()
                guard task.state == .queued else { continue }
                waiting -= 1
                if let answer = complete(task) { answers.append(answer) }
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

extension LaneQueue {
    private func submit(_ task: LaneTask<Connection>, _ answer: @escaping ((any Error)?) -> Void) {
        var hasBacklog = false
        var isAwaited = false
        let refusal: (any Error)? = monitor.locked {
            guard task.state == .new else { return CancellationError() }
            guard !isClosing else { return DatabaseError(.closed, "the database is closed") }
            guard waiting < limit else { return Problem.overloaded }
            task.state = .queued
            task.answer = answer
            tasks.append(task)
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

    private func cancel(_ task: LaneTask<Connection>) {
        let answer: (((any Error)?) -> Void)? = monitor.locked {
            switch task.state {
            case .queued: waiting -= 1
            case .new, .taken: break
            case .running:
                // Under the lock, so the lane cannot have moved on to another job.
                task.interruption.request()
                task.connection?.wake()
                return nil
            case .settled, .done: return nil
            }
            return complete(task)
        }
        answer?(CancellationError())
    }

    private func complete(_ task: LaneTask<Connection>) -> (((any Error)?) -> Void)? {
        task.state = .done
        defer { task.answer = nil }
        return task.answer
    }

    private func dequeue(upTo count: Int) -> [LaneTask<Connection>] {
        var batch: [LaneTask<Connection>] = []
        while batch.count < count, head < tasks.count, let task = tasks[head] {
            advance()
            guard task.state == .queued else { continue }
            task.state = .taken
            waiting -= 1
            batch.append(task)
        }
        return batch
    }

    private func advance() {
        tasks[head] = nil
        head += 1
        guard head == tasks.count || head > 1_024 && head * 2 > tasks.count else { return }
        tasks.removeFirst(head)
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
