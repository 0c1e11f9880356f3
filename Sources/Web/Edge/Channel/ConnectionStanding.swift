import NIOCore
import Synchronization

/// What the door knows of one connection: since when it is quiet, and whether anyone has shown a good token on it.
///
/// What a request does to it is a relaxed store; the door's lock is taken once when the first good token is seen.
public final class ConnectionStanding: Sendable {
    let channel: any Channel
    let limiter: ConnectionLimiter
    /// Nanoseconds of the monotonic clock; 0 while a request is being answered.
    private let quiet: Atomic<UInt64>
    private let known = Atomic(false)

    init(_ channel: any Channel, _ limiter: ConnectionLimiter) {
        self.channel = channel
        self.limiter = limiter
        quiet = Atomic(NIODeadline.now().uptimeNanoseconds)
    }

    var isKnown: Bool { known.load(ordering: .relaxed) }
    /// Nil while a request is being answered.
    var quietSince: UInt64? {
        let since = quiet.load(ordering: .relaxed)
        return since == 0 ? nil : since
    }

    func becomesBusy() {
        quiet.store(0, ordering: .relaxed)
    }

    func becomesQuiet() {
        quiet.store(NIODeadline.now().uptimeNanoseconds, ordering: .relaxed)
    }

    func becomesKnown() {
        known.store(true, ordering: .relaxed)
    }

    /// Someone has shown a good token.
    func isKnown(as subject: String) {
        guard !isKnown else { return }
        limiter.know(self, as: subject)
    }
}
