import Crypto
import Kernel
import Synchronization

/// The verified tokens of this process, by their hash, for a short while and never beyond their expiry.
///
/// A token is trusted through its session, so dropping a session drops all its tokens at once.
final class VerifiedTokens: Sendable {
    typealias Key = SHA256.Digest

    /// After this time the database is asked again, which bounds the harm of a lost revocation message.
    private static let trust: Duration = .seconds(30)

    private struct Entries {
        var tokens: [Key: (session: ID<Session>, expires: Instant)] = [:]
        var actors: [ID<Session>: (actor: Actor, until: Instant)] = [:]
        /// Sessions not to cache until then: a check that began before a revocation may still end after it.
        var distrusted: [ID<Session>: Instant] = [:]
    }

    private let capacity: Int
    private let entries = Mutex(Entries())

    init(capacity: Int = 16_384) {
        self.capacity = max(4, capacity)
    }

    func actor(for key: Key, at now: Instant) -> Actor? {
        standing(for: key, at: now)?.actor
    }

    func standing(for key: Key, at now: Instant) -> TokenIssuer.Standing? {
        entries.withLock { entries in
            guard let token = entries.tokens[key], token.expires > now,
                let known = entries.actors[token.session], known.until > now
            else { return nil }
            return (known.actor, token.expires)
        }
    }

    func remember(
        _ actor: Actor,
        in session: ID<Session>,
        for key: Key,
        until expires: Instant,
        at now: Instant
    ) {
        entries.withLock { entries in
            if let until = entries.distrusted[session], until > now { return }
            if entries.tokens.count >= capacity { Self.makeRoom(in: &entries, at: now) }
            entries.tokens[key] = (session, expires)
            entries.actors[session] = (actor, now + Self.trust)
        }
    }

    func distrust(_ session: ID<Session>, for duration: Duration, at now: Instant) {
        entries.withLock { entries in
            entries.actors[session] = nil
            entries.distrusted[session] = now + duration
            if entries.distrusted.count > capacity {
                entries.distrusted = entries.distrusted.filter { $0.value > now }
            }
        }
    }

    func forgetAll() {
        entries.withLock { $0.actors = [:] }
    }

    /// Drops a quarter at once, so that one sweep serves many tokens.
    private static func makeRoom(in entries: inout Entries, at now: Instant) {
        let before = entries.tokens.count
        entries.tokens = entries.tokens.filter { $0.value.expires > now }
        for key in entries.tokens.keys.prefix(max(0, entries.tokens.count - before * 3 / 4)) {
            entries.tokens[key] = nil
        }
        let sessions = Set(entries.tokens.values.map(\.session))
        entries.actors = entries.actors.filter { sessions.contains($0.key) }
    }
}
