import Glibc

/// An operating-system thread: the only place for blocking calls.
struct LaneThread: Sendable {
    private let handle: pthread_t

    init(_ body: @escaping @Sendable () -> Void) throws {
        var attributes = pthread_attr_t()
        var handle = pthread_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, 2 << 20)
        defer { pthread_attr_destroy(&attributes) }
        let start = Unmanaged.passRetained(Start(body))
        let failure = pthread_create(&handle, &attributes, runLane, start.toOpaque())
        guard failure == 0 else {
            start.release()
            throw DatabaseError(.other, "no thread for a lane: error \(failure)")
        }
        self.handle = handle
    }

    /// Waits for the end of the thread; call it once.
    func join() {
        pthread_join(handle, nil)
    }

    /// Lets the thread end on its own, when nothing will join it.
    func detach() {
        pthread_detach(handle)
    }

    fileprivate final class Start: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}

private func runLane(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let argument {
        Unmanaged<LaneThread.Start>.fromOpaque(argument).takeRetainedValue().body()
    }
    return nil
}
