import Synchronization

/// One call, shared by its waiting task and the executing thread; it is answered exactly once.
final class CallTicket: Sendable {
    typealias Outcome = Result<HTTPCaller.Answer, HTTPFailure>

    let request: HTTPCaller.Request
    /// The file for the body of the answer; nil keeps the body in memory.
    let path: String?
    private let asked = ContinuousClock.now
    private let state = Mutex(State())

    private struct State {
        var waiter: CheckedContinuation<Outcome, Never>?
        var outcome: Outcome?
        var isCancelled = false
    }

    init(_ request: HTTPCaller.Request, into path: String?) {
        self.request = request
        self.path = path
    }

    /// Waiting time for a thread.
    var waited: Duration { ContinuousClock.now - asked }

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func cancel() {
        state.withLock { $0.isCancelled = true }
    }

    func finish(_ outcome: Outcome) {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            state.outcome = state.outcome ?? outcome
            return state.waiter
        }
        waiter?.resume(returning: outcome)
    }

    var outcome: Outcome {
        get async {
            await withCheckedContinuation { waiter in
                let outcome = state.withLock { state in
                    if state.outcome == nil { state.waiter = waiter }
                    return state.outcome
                }
                if let outcome { waiter.resume(returning: outcome) }
            }
        }
    }
}
