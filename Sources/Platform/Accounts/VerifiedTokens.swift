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

    private struct Memory {
        var tokens: [Key: (session: ID<Session>, expires: Instant)] = [:]
        var actors: [ID<Session>: (actor: Actor, until: Instant)] = [:]
        /// Sessions not to cache until then: a check that began before a revocation may still end after it.
        var distrusted: [ID<Session>: Instant] = [:]
    }

    private let capacity: Int
    private let memory = Mutex(Memory())

    init(capacity: Int = 16_384) {
        self.capacity = max(4, capacity)
    }

    func actor(for key: Key, at now: Instant) -> Actor? {
        standing(for: key, at: now)?.actor
    }

    func standing(for key: Key, at now: Instant) -> TokenIssuer.Standing? {
        memory.withLock { memory in
            guard let token = memory.tokens[key], token.expires > now,
                let known = memory.actors[token.session], known.until > now
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
        memory.withLock { memory in
            if let until = memory.distrusted[session], until > now { return }
            if memory.tokens.count >= capacity { Self.makeRoom(in: &memory, at: now) }
            memory.tokens[key] = (session, expires)
            memory.actors[session] = (actor, now + Self.trust)
        }
    }

    func distrust(_ session: ID<Session>, for duration: Duration, at now: Instant) {
        memory.withLock { memory in
            memory.actors[session] = nil
            memory.distrusted[session] = now + duration
            if memory.distrusted.count > capacity {
                memory.distrusted = memory.distrusted.filter { $0.value > now }
            }
        }
    }

    func forgetAll() {
        memory.withLock { $0.actors = [:] }
    }

    /// Drops a quarter at once, so that one sweep serves many tokens.
    private static func makeRoom(in memory: inout Memory, at now: Instant) {
        let before = memory.tokens.count
        memory.tokens = memory.tokens.filter { $0.value.expires > now }
        for key in memory.tokens.keys.prefix(max(0, memory.tokens.count - before * 3 / 4)) {
            memory.tokens[key] = nil
        }
        let sessions = Set(memory.tokens.values.map(\.session))
        memory.actors = memory.actors.filter { sessions.contains($0.key) }
    }
}
