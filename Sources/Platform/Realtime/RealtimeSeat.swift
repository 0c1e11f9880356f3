import Kernel
import Synchronization

/// A place within an account's limit of connections, freed with its last reference.
///
/// It is taken before the connection is made, so that fifty simultaneous requests get no more places than fifty
/// successive ones.
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
    /// Refused with 429 above the account's limit of connections.
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
