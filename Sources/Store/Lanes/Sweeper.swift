/// Rejects callers that have waited too long while all lanes are busy.
///
/// It sleeps while no caller waits.
final class Sweeper: @unchecked Sendable {
    // Both flags are guarded by the monitor.
    private let monitor = Monitor()
    private var isNeeded = false
    private var isClosing = false

    private static let tick: Int64 = 20

    /// A caller has started to wait.
    func poke() {
        monitor.locked {
            guard !isNeeded else { return }
            isNeeded = true
            monitor.signal()
        }
    }

    func close() {
        monitor.locked {
            isClosing = true
            monitor.signal()
        }
    }

    /// The body of the thread; `sweep` returns whether callers still wait.
    func run(_ sweep: () -> Bool) {
        while waitForNeed() {
            if sweep() { poke() }
        }
    }

    private func waitForNeed() -> Bool {
        monitor.locked {
            while !isNeeded, !isClosing { monitor.wait() }
            if !isClosing { monitor.wait(milliseconds: Self.tick) }
            isNeeded = false
            return !isClosing
        }
    }
}
