import Dispatch
import Kernel
import Synchronization

/// A few threads for blocking work, with a queue before them.
///
/// When the queue is full a caller is refused at once; work that has waited too long in it is refused then. No caller
/// has all threads at a time.
package final class ThreadPool: Sendable {
    private struct Work: Sendable {
        let caller: String?
        let body: @Sendable () -> Void
        let refuse: @Sendable () -> Void
        /// The place among all work put into the queue since the start.
        var number = 0
    }

    private struct State {
        var idle: [Int]
        let share: Int
        var waiting: [Work] = []
        var queued = 0
        private var working: [String: Int] = [:]

        init(threads: Int) {
            idle = Array(0..<threads)
            share = max(1, threads - 1)
        }

        func mayStart(_ work: Work) -> Bool {
            guard let caller = work.caller else { return true }
            return working[caller, default: 0] < share
        }

        mutating func start(_ work: Work) {
            if let caller = work.caller { working[caller, default: 0] += 1 }
        }

        mutating func finish(_ work: Work) {
            guard let caller = work.caller, let count = working[caller] else { return }
            working[caller] = count > 1 ? count - 1 : nil
        }

        /// The first waiting work that may start.
        mutating func next() -> Work? {
            guard let index = waiting.firstIndex(where: mayStart) else { return nil }
            let work = waiting.remove(at: index)
            start(work)
            return work
        }
    }

    // Serial queues: each has its own thread while it works, outside the fixed pool that runs Swift tasks.
    private let threads: [DispatchQueue]
    private let maxQueue: Int
    private let patience: Duration
    private let state: Mutex<State>

    /// `patience` is how long work may wait for a thread; work that has one always finishes.
    package init(_ name: String, threads count: Int, maxQueue: Int, patience: Duration = .seconds(10)) {
        threads = (0..<max(1, count)).map { DispatchQueue(label: "portico.\(name).\($0)") }
        state = Mutex(State(threads: max(1, count)))
        self.maxQueue = maxQueue
        self.patience = patience
    }

    /// Runs work on a thread; the work of one `caller` gets all threads but one, work without a caller any free one.
    package func run<Result: Sendable>(
        for caller: String? = nil,
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let work = Work(caller: caller) {
                continuation.resume(with: Swift.Result { try body() })
            } refuse: {
                continuation.resume(throwing: Problem(.overloaded, retryAfter: 5))
            }
            if !accept(work) { continuation.resume(throwing: Problem(.overloaded, retryAfter: 1)) }
        }
    }

    private func accept(_ work: Work) -> Bool {
        let place = state.withLock { state -> Place in
            if state.mayStart(work), let thread = state.idle.popLast() {
                state.start(work)
                return .thread(thread)
            }
            guard state.waiting.count < maxQueue else { return .none }
            state.queued += 1
            state.waiting.append(work)
            state.waiting[state.waiting.count - 1].number = state.queued
            return .queue(state.queued)
        }
        switch place {
        case .thread(let thread): threads[thread].async { self.labour(work, on: thread) }
        case .queue(let number): giveUp(on: number)
        case .none: return false
        }
        return true
    }

    /// All work waits equally long: when the time of this number is over, so is that of all before it.
    private func giveUp(on number: Int) {
        let micros = Int(clamping: patience.micros)
        DispatchQueue.global().asyncAfter(deadline: .now() + .microseconds(micros)) { [self] in
            let late = state.withLock { state in
                let late = Array(state.waiting.prefix { $0.number <= number })
                state.waiting.removeFirst(late.count)
                return late
            }
            for work in late { work.refuse() }
        }
    }

    private enum Place {
        case thread(Int)
        case queue(Int)
        case none
    }

    private func labour(_ first: Work, on thread: Int) {
        var next: Work? = first
        while let work = next {
            work.body()
            next = state.withLock { state in
                state.finish(work)
                if let next = state.next() { return next }
                state.idle.append(thread)
                return nil
            }
        }
    }
}
