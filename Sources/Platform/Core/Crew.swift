import Dispatch
import Kernel
import Synchronization

/// A few threads for what would block, with a queue before them: when it is full the caller is refused at once, and who has
/// waited in it for too long is refused then.
package final class Crew: Sendable {
    private struct Work: Sendable {
        let body: @Sendable () -> Void
        let refuse: @Sendable () -> Void
    }

    private struct State {
        var idle: [Int]
        var waiting: [Work] = []
        /// How many were put into the queue since the start: the last of them stands at its end.
        var queued = 0
    }

    // Serial queues: each has a thread to itself while it works, outside the fixed pool that runs Swift tasks.
    private let threads: [DispatchQueue]
    private let maxQueue: Int
    private let patience: Duration
    private let state: Mutex<State>

    /// `patience` is how long work may wait for a thread; once it has one, it is let finish.
    package init(_ name: String, threads count: Int, maxQueue: Int, patience: Duration = .seconds(10)) {
        threads = (0..<max(1, count)).map { DispatchQueue(label: "portico.\(name).\($0)") }
        state = Mutex(State(idle: Array(0..<max(1, count))))
        self.maxQueue = maxQueue
        self.patience = patience
    }

    package func run<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let work = Work {
                continuation.resume(with: Swift.Result { try body() })
            } refuse: {
                continuation.resume(throwing: Problem(.overloaded, retryAfter: 5))
            }
            if !accept(work) { continuation.resume(throwing: Problem(.overloaded, retryAfter: 1)) }
        }
    }

    private func accept(_ work: Work) -> Bool {
        let place = state.withLock { state -> Place in
            if let thread = state.idle.popLast() { return .thread(thread) }
            guard state.waiting.count < maxQueue else { return .none }
            state.waiting.append(work)
            state.queued += 1
            return .queue(state.queued)
        }
        switch place {
        case .thread(let thread): threads[thread].async { self.labour(work, on: thread) }
        case .queue(let number): giveUp(on: number)
        case .none: return false
        }
        return true
    }

    /// Everyone waits equally long, so whoever is still there when the time of the one with this number is over is at the front.
    private func giveUp(on number: Int) {
        let micros = Int(clamping: patience.micros)
        DispatchQueue.global().asyncAfter(deadline: .now() + .microseconds(micros)) { [self] in
            let late = state.withLock { state in
                let first = state.queued - state.waiting.count + 1
                let count = max(0, number - first + 1)
                defer { state.waiting.removeFirst(count) }
                return Array(state.waiting.prefix(count))
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
                guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
                state.idle.append(thread)
                return nil
            }
        }
    }
}
