import Dispatch
import Kernel
import Synchronization

/// A few threads for what would block, with a queue before them: when it is full the caller is refused at once.
package final class Crew: Sendable {
    private struct Work: Sendable {
        let body: @Sendable () -> Void
    }

    private struct State {
        var idle: [Int]
        var waiting: [Work] = []
    }

    // Serial queues: each has a thread to itself while it works, outside the fixed pool that runs Swift tasks.
    private let threads: [DispatchQueue]
    private let maxQueue: Int
    private let state: Mutex<State>

    package init(_ name: String, threads count: Int, maxQueue: Int) {
        threads = (0..<max(1, count)).map { DispatchQueue(label: "portico.\(name).\($0)") }
        state = Mutex(State(idle: Array(0..<max(1, count))))
        self.maxQueue = maxQueue
    }

    package func run<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let isAccepted = accept(Work { continuation.resume(with: Swift.Result { try body() }) })
            if !isAccepted { continuation.resume(throwing: Problem(.overloaded, retryAfter: 1)) }
        }
    }

    private func accept(_ work: Work) -> Bool {
        let place = state.withLock { state -> Place in
            if let thread = state.idle.popLast() { return .thread(thread) }
            guard state.waiting.count < maxQueue else { return .none }
            state.waiting.append(work)
            return .queue
        }
        if case .thread(let thread) = place { threads[thread].async { self.labour(work, on: thread) } }
        return place != .none
    }

    private enum Place: Equatable {
        case thread(Int)
        case queue
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
