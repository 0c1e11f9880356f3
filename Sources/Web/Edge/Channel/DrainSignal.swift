import Synchronization

/// Notifies long-lived connections that the server is stopping.
final class DrainSignal: Sendable {
    private struct State {
        var next = 0
        var actions: [Int: @Sendable () -> Void] = [:]
        var isSent = false
    }

    private let state = Mutex(State())

    /// Runs the action at once when the server is already stopping.
    func add(_ action: @escaping @Sendable () -> Void) -> Int {
        let (ticket, isSent) = state.withLock { state in
            state.next += 1
            if !state.isSent { state.actions[state.next] = action }
            return (state.next, state.isSent)
        }
        if isSent { action() }
        return ticket
    }

    func remove(_ ticket: Int) {
        state.withLock { $0.actions[ticket] = nil }
    }

    func send() {
        let actions = state.withLock { state in
            state.isSent = true
            defer { state.actions = [:] }
            return Array(state.actions.values)
        }
        for action in actions { action() }
    }
}
