import NIOCore
import Synchronization

/// The state of one connection: since when it is idle, and whether a valid token has arrived on it.
///
/// A request updates it with a relaxed store; the lock of the connection table is taken once, for the first
/// valid token.
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

    /// Records the subject of a valid token.
    func isKnown(as subject: String) {
        guard !isKnown else { return }
        limiter.know(self, as: subject)
    }
}
