import Glibc
import Kernel

/// A monotonic clock, for deadlines.
enum Monotonic {
    static var nanoseconds: Int64 { read(CLOCK_MONOTONIC).nanoseconds }
    static var milliseconds: Int64 { nanoseconds / 1_000_000 }
}

extension Instant {
    /// The time of the system clock.
    public static func onSystemClock() -> Instant {
        Instant(micros: read(CLOCK_REALTIME).nanoseconds / 1_000)
    }
}

extension Duration {
    var milliseconds: Int64 { micros / 1_000 }
}

private func read(_ clock: clockid_t) -> timespec {
    var time = timespec()
    clock_gettime(clock, &time)
    return time
}

extension timespec {
    fileprivate var nanoseconds: Int64 { Int64(tv_sec) * 1_000_000_000 + Int64(tv_nsec) }
}
