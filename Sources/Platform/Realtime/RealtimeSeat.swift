import Kernel
import Synchronization

/// One of the connections that an account may have, given back when nobody holds it any more.
///
/// Taken before the connection is made: who asks fifty times at once gets no more than who asks one after the other.
final class RealtimeSeat: Sendable {
    private let hub: RealtimeHub
    private let account: ID<Account>

    fileprivate init(_ hub: RealtimeHub, _ account: ID<Account>) {
        self.hub = hub
        self.account = account
    }

    deinit {
        hub.state.withLock { state in
            let left = (state.seats[account] ?? 1) - 1
            state.seats[account] = left > 0 ? left : nil
        }
    }
}

extension RealtimeHub {
    /// Refused with 429 when the account has more connections than anyone needs.
    func admit(_ account: ID<Account>) throws -> RealtimeSeat {
        let isTaken = state.withLock { state in
            let count = state.seats[account] ?? 0
            guard count < options.perAccount else { return false }
            state.seats[account] = count + 1
            return true
        }
        guard isTaken else { throw Problem(.tooManyRequests, retryAfter: 10) }
        return RealtimeSeat(self, account)
    }
}
