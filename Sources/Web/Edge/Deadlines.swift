import Synchronization

/// Runs an action for each task that misses its deadline.
///
/// One clock for all requests instead of a sleeping task each: adding and removing costs a lock. The clock
/// stops when there are no deadlines.
final class Deadlines: Sendable {
    private struct State {
        var waiting: [UInt64: (at: ContinuousClock.Instant, action: @Sendable () -> Void)] = [:]
        var next: UInt64 = 0
        var isTicking = false
    }

    private let state = Mutex(State())
    private let tick: Duration

    init(tick: Duration = .milliseconds(50)) {
        self.tick = tick
    }

    func add(after delay: Duration, _ action: @escaping @Sendable () -> Void) -> UInt64 {
        let (ticket, mustTick) = state.withLock { state in
            state.next += 1
            state.waiting[state.next] = (.now + delay, action)
            defer { state.isTicking = true }
            return (state.next, !state.isTicking)
        }
        if mustTick { Task { await self.run() } }
        return ticket
    }

    func remove(_ ticket: UInt64) {
        state.withLock { $0.waiting[ticket] = nil }
    }

    private func run() async {
        while true {
            try? await Task.sleep(for: tick)
            let (actions, isDone) = state.withLock { state in
                let due = state.waiting.filter { $0.value.at <= .now }
                for ticket in due.keys { state.waiting[ticket] = nil }
                if state.waiting.isEmpty { state.isTicking = false }
                return (due.values.map(\.action), state.waiting.isEmpty)
            }
            for action in actions { action() }
            if isDone { return }
        }
    }
}
