import CCurl

/// An operating-system thread on which a call may block.
enum OutboundThread {
    /// False when the system cannot start another thread.
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let start = Unmanaged.passRetained(Start(body))
        let isStarted = portico_start_thread(run, start.toOpaque()) == 0
        if !isStarted { start.release() }
        return isStarted
    }

    fileprivate final class Start: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}

private func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let argument {
        Unmanaged<OutboundThread.Start>.fromOpaque(argument).takeRetainedValue().body()
    }
    return nil
}
