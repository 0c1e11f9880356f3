import Kernel
import Synchronization
import Web

/// The rates of events from clients, each process for itself and in bounded memory.
final class SocketPace: Sendable {
    private struct Kind: Hashable {
        let kind: String
        let account: ID<Account>
    }

    private static let capacity = 50_000
    private let limiter = RateLimiter()
    private let last = Mutex<[Kind: Instant]>([:])

    func consume(_ limit: RateLimit, by account: ID<Account>, at now: Instant) throws {
        let verdict = limiter.consume(limit, for: account.description, at: now)
        guard verdict.isAllowed else { throw Problem(.tooManyRequests, retryAfter: verdict.reset) }
    }

    func isDue(_ kind: String, of account: ID<Account>, every interval: Duration, at now: Instant) -> Bool {
        last.withLock { last in
            let kind = Kind(kind: kind, account: account)
            if let before = last[kind], now - before < interval, now >= before { return false }
            // Forgetting too much only lets an event through.
            if last.count >= Self.capacity { last = last.filter { now - $0.value < interval } }
            if last.count >= Self.capacity { last = [:] }
            last[kind] = now
            return true
        }
    }
}
