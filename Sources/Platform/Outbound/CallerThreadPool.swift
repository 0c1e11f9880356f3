import Dispatch
import Synchronization

/// The threads for outgoing calls, started on demand, and the short queue before them.
final class CallerThreadPool: Sendable {
    private let queue: WorkQueue

    init(threads: Int, maxQueue: Int, authorities: String?) {
        queue = WorkQueue(threads: max(1, threads), maxQueue: max(0, maxQueue), authorities: authorities)
    }

    deinit {
        queue.close()
    }

    /// The number of calls that wait for a thread.
    var waiting: Int { queue.waiting }

    func run(_ request: HTTPCaller.Request, into path: String?) async -> CallTicket.Outcome {
        do throws(HTTPFailure) {
            try request.check()
        } catch {
            return .failure(error)
        }
        let ticket = CallTicket(request, into: path)
        return await withTaskCancellationHandler {
            queue.enqueue(ticket)
            return await ticket.outcome
        } onCancel: {
            ticket.cancel()
            queue.withdraw(ticket)
        }
    }
}

/// The shared state of the threads; it outlives the crew until the last thread has ended.
private final class WorkQueue: Sendable {
    private struct State {
        var waiting: [CallTicket] = []
        var threads = 0
        var busy = 0
        var isClosed = false

        /// Includes threads that are still starting.
        var idle: Int { threads - busy }
    }

    private let maxThreads: Int
    private let maxQueue: Int
    private let authorities: String?
    private let state = Mutex(State())
    /// Signalled once for each ticket, and once for each thread on closing.
    private let wakeUps = DispatchSemaphore(value: 0)

    init(threads: Int, maxQueue: Int, authorities: String?) {
        maxThreads = threads
        self.maxQueue = maxQueue
        self.authorities = authorities
    }

    var waiting: Int { state.withLock(\.waiting.count) }

    func enqueue(_ ticket: CallTicket) {
        guard !ticket.isCancelled else { return ticket.finish(.failure(.cancelled)) }
        let (isTaken, needsThread) = state.withLock { state in
            let hasRoom = state.threads < maxThreads
            let isBusy = state.waiting.count >= state.idle
            guard !isBusy || hasRoom || state.waiting.count - state.idle < maxQueue else {
                return (false, false)
            }
            state.waiting.append(ticket)
            if isBusy, hasRoom { state.threads += 1 }
            return (true, isBusy && hasRoom)
        }
        guard isTaken else { return ticket.finish(.failure(.overloaded)) }
        if needsThread { startThread() }
        wakeUps.signal()
        // Cancelled between the check and the queueing.
        if ticket.isCancelled { withdraw(ticket) }
    }

    /// Removes a call that no thread has started; a running call checks its ticket.
    func withdraw(_ ticket: CallTicket) {
        let isWithdrawn = state.withLock { state in
            guard let place = state.waiting.firstIndex(where: { $0 === ticket }) else { return false }
            state.waiting.remove(at: place)
            return true
        }
        if isWithdrawn { ticket.finish(.failure(.cancelled)) }
    }

    func close() {
        let threads = state.withLock { state in
            state.isClosed = true
            return state.threads
        }
        for _ in 0..<threads { wakeUps.signal() }
    }

    private func startThread() {
        let isStarted = OutboundThread.start { [self] in
            let worker = CurlWorker(authorities: authorities)
            while let ticket = next() {
                let outcome = worker.make(ticket)
                state.withLock { $0.busy -= 1 }
                ticket.finish(outcome)
            }
        }
        guard !isStarted else { return }
        let abandoned = state.withLock { state in
            state.threads -= 1
            defer { if state.threads == 0 { state.waiting = [] } }
            return state.threads == 0 ? state.waiting : []
        }
        for ticket in abandoned { ticket.finish(.failure(.overloaded)) }
    }

    /// Waits for the next call of a thread; nil when the thread should end.
    private func next() -> CallTicket? {
        while true {
            wakeUps.wait()
            let (ticket, isOver) = state.withLock { state in
                guard !state.waiting.isEmpty else { return (CallTicket?.none, state.isClosed) }
                state.busy += 1
                return (state.waiting.removeFirst(), false)
            }
            if ticket != nil || isOver { return ticket }
        }
    }
}
