import Synchronization

/// Received packets before their processing, in order; the client has to wait when there are too many.
final class EngineInbox: Sendable {
    private struct State {
        var packets: [SocketIOPacket] = []
        var isOver = false
        var reader: CheckedContinuation<SocketIOPacket?, Never>?
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let most: Int
    private let state = Mutex(State())

    init(most: Int) {
        self.most = most
    }

    func put(_ packet: SocketIOPacket) async {
        let reader = state.withLock { state -> CheckedContinuation<SocketIOPacket?, Never>? in
            guard !state.isOver else { return nil }
            defer { state.reader = nil }
            if state.reader == nil { state.packets.append(packet) }
            return state.reader
        }
        if let reader { return reader.resume(returning: packet) }
        await withCheckedContinuation { waiter in
            let mustWait = state.withLock { state in
                guard !state.isOver, state.packets.count > most else { return false }
                state.waiters.append(waiter)
                return true
            }
            if !mustWait { waiter.resume() }
        }
    }

    /// Nil when no more packets will come; for one task.
    func next() async -> SocketIOPacket? {
        await withCheckedContinuation { reader in
            let taken = state.withLock { state in Self.receive(from: &state, reader, most) }
            guard let taken else { return }
            for waiter in taken.waiters { waiter.resume() }
            reader.resume(returning: taken.packet)
        }
    }

    private typealias Taken = (packet: SocketIOPacket?, waiters: [CheckedContinuation<Void, Never>])

    /// Nil when the reader has to wait.
    private static func receive(
        from state: inout State,
        _ reader: CheckedContinuation<SocketIOPacket?, Never>,
        _ most: Int
    ) -> Taken? {
        guard !state.packets.isEmpty else {
            if state.isOver { return (nil, []) }
            state.reader = reader
            return nil
        }
        let packet = state.packets.removeFirst()
        guard state.packets.count <= most else { return (packet, []) }
        defer { state.waiters = [] }
        return (packet, state.waiters)
    }

    func end() {
        let (reader, waiters) = state.withLock { state in
            state.isOver = true
            state.packets = []
            defer { (state.reader, state.waiters) = (nil, []) }
            return (state.reader, state.waiters)
        }
        reader?.resume(returning: nil)
        for waiter in waiters { waiter.resume() }
    }
}
