import NIOCore
import Synchronization

/// The output queue of one connection: bounded, so that a client that does not read costs no memory.
final class WebSocketOutbox: Sendable {
    enum Item: Sendable {
        /// An encoded frame.
        case frame(ByteBuffer)
        case message(WebSocketOpcode, ByteBuffer)
        case close(WebSocketClose)

        fileprivate var size: Int {
            switch self {
            case .frame(let bytes), .message(_, let bytes): bytes.readableBytes
            case .close: 0
            }
        }
    }

    enum Verdict { case taken, full, closed }

    private struct State {
        var items: [Item] = []
        /// Bytes of queued messages and of those being written.
        var bytes = 0
        var writing = 0
        var isClosed = false
        var isOver = false
        var writer: UnsafeContinuation<[Item], Never>?
        var waiters: [UnsafeContinuation<Void, Never>] = []
    }

    private let messages: Int
    private let bytes: Int
    private let state = Mutex(State())

    init(messages: Int, bytes: Int) {
        self.messages = messages
        self.bytes = bytes
    }

    /// Whether a sender is waiting for room.
    var isWaitedFor: Bool { state.withLock { !$0.waiters.isEmpty } }

    func offer(_ item: Item) -> Verdict {
        let (verdict, writer): (Verdict, Handover?) = state.withLock { state in
            guard !state.isClosed else { return (.closed, nil) }
            guard state.items.count < messages, state.bytes + item.size <= bytes || state.bytes == 0 else {
                return (.full, nil)
            }
            state.items.append(item)
            state.bytes += item.size
            return (.taken, Self.handOver(&state))
        }
        writer?.resume()
        return verdict
    }

    /// Accepts nothing more; the close is sent after the queue or, when `atOnce`, instead of it.
    func close(_ close: WebSocketClose, atOnce: Bool = false) {
        let writer: Handover? = state.withLock { state in
            guard !state.isClosed else { return nil }
            state.isClosed = true
            if atOnce { state.items = [] }
            state.items.append(.close(close))
            return Self.handOver(&state)
        }
        writer?.resume()
        letGo()
    }

    /// Waits until a message can be offered again.
    func room() async {
        await withUnsafeContinuation { (waiter: UnsafeContinuation<Void, Never>) in
            let mustWait = state.withLock { state in
                guard !state.isClosed, state.bytes >= bytes / 2 || state.items.count >= messages / 2 else {
                    return false
                }
                state.waiters.append(waiter)
                return true
            }
            if !mustWait { waiter.resume() }
        }
    }

    /// All queued items, once there are some; empty when there will be no more.
    func next() async -> [Item] {
        letGo()
        return await withUnsafeContinuation { (writer: UnsafeContinuation<[Item], Never>) in
            let handover: Handover? = state.withLock { state in
                state.bytes -= state.writing
                state.writing = 0
                state.writer = writer
                if state.isOver {
                    state.writer = nil
                    return Handover(writer: writer, items: [])
                }
                return Self.handOver(&state)
            }
            handover?.resume()
        }
    }

    /// The connection is gone.
    func end() {
        let writer: Handover? = state.withLock { state in
            state.isClosed = true
            state.isOver = true
            state.items = []
            guard let writer = state.writer else { return nil }
            state.writer = nil
            return Handover(writer: writer, items: [])
        }
        writer?.resume()
        letGo()
    }

    private struct Handover: Sendable {
        let writer: UnsafeContinuation<[Item], Never>
        let items: [Item]

        func resume() { writer.resume(returning: items) }
    }

    private static func handOver(_ state: inout State) -> Handover? {
        guard !state.items.isEmpty, let writer = state.writer else { return nil }
        state.writer = nil
        let items = state.items
        state.items = []
        state.writing = state.bytes
        return Handover(writer: writer, items: items)
    }

    private func letGo() {
        let waiters = state.withLock { state in
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
