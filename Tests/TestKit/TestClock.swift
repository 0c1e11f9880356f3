import Kernel
import Synchronization

/// The time of a world: it stands where the test puts it, but for a millisecond at each look of the server,
/// so that what happens later sorts later.
package final class TestClock: Sendable {
    package static let start = Instant("2026-11-21T09:00:00Z") ?? Instant(seconds: 0)

    private let time = Mutex(TestClock.start)

    package init() {}

    package var now: Instant { time.withLock { $0 } }

    package func advance(by duration: Duration) {
        time.withLock { $0 = $0 + duration }
    }

    package func set(to instant: Instant) {
        time.withLock { $0 = instant }
    }

    /// The time that the server receives.
    func tick() -> Instant {
        time.withLock { time in
            time = time + .milliseconds(1)
            return time
        }
    }
}
