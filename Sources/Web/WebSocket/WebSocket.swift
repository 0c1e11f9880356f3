import NIOCore
import Synchronization

/// An open WebSocket: messages in with back-pressure, messages out through a bounded queue.
///
/// Messages may be sent from any task; `next` is for one task.
public final class WebSocket: Sendable {
    private struct Life {
        var heard = ContinuousClock.now
        var pinged: ContinuousClock.Instant?
        /// Whether the handler waits for a message.
        var isListening = false
        var isClosing = false
        var hasEnded = false
        var ticket: UInt64?
    }

    let outbox: WebSocketOutbox
    let options: WebSocketOptions
    private let assembler: Mutex<WebSocketAssembler>
    private let pull: RequestBody.Pull
    private let life = Mutex(Life())
    private let abort: @Sendable () -> Void

    /// One clock for all of them.
    private static let clock = Deadlines(tick: .milliseconds(100))

    /// `abort` cuts the connection.
    init(
        _ options: WebSocketOptions,
        _ terms: WebSocketDeflate?,
        pull: @escaping RequestBody.Pull,
        abort: @escaping @Sendable () -> Void
    ) {
        self.options = options
        outbox = WebSocketOutbox(messages: options.maxQueuedMessages, bytes: options.maxQueuedBytes)
        assembler = Mutex(
            WebSocketAssembler(limit: options.maxMessage, terms.flatMap(WebSocketInflater.init))
        )
        self.pull = pull
        self.abort = abort
        schedule(after: options.pingInterval) { $0.beat() }
    }

    /// Whether a close has been sent or received.
    public var isClosing: Bool { life.withLock(\.isClosing) }

    /// Sends at the speed of the client; false when the WebSocket is closing.
    @discardableResult
    public func send(_ message: WebSocketMessage) async -> Bool {
        while true {
            switch outbox.offer(message.item) {
            case .taken: return true
            case .closed: return false
            case .full: await outbox.room()
            }
        }
    }

    /// Sends without waiting; a client with a full queue is closed as too slow.
    @discardableResult
    public func offer(_ message: WebSocketMessage) -> Bool { offer(message.item) }

    @discardableResult
    public func offer(_ frame: WebSocketFrame) -> Bool { offer(.frame(frame.bytes)) }

    private func offer(_ item: WebSocketOutbox.Item) -> Bool {
        switch outbox.offer(item) {
        case .taken: return true
        case .closed: return false
        case .full:
            close(.tooSlow, atOnce: true)
            return false
        }
    }

    /// Closes after the queued messages or, when `atOnce`, instead of them.
    ///
    /// A client that does not answer in time is disconnected.
    public func close(_ close: WebSocketClose = .normal, atOnce: Bool = false) {
        let isFirst = life.withLock { life in
            defer { life.isClosing = true }
            return !life.isClosing
        }
        guard isFirst else { return }
        outbox.close(close, atOnce: atOnce)
        schedule(after: options.closeTimeout) { $0.abort() }
    }

    /// The next message; nil when no more will come.
    public func next() async -> WebSocketMessage? {
        while !life.withLock(\.hasEnded) {
            do {
                switch try assembler.withLock({ assembler throws(WebSocketClose) in try assembler.next() }) {
                case .message(let message): if !isClosing { return message }
                case .ping(let payload): _ = offer(.message(.pong, payload))
                case .pong: continue
                case .close(let theirs):
                    close(WebSocketClose(theirs?.code ?? 1000))
                    end()
                case nil: try await read()
                }
            } catch let violation as WebSocketClose {
                close(violation)
                end()
            } catch {
                end()
            }
        }
        return nil
    }

    private func read() async throws {
        life.withLock { $0.isListening = true }
        defer { life.withLock { $0.isListening = false } }
        guard let bytes = try await pull() else { return end() }
        life.withLock { $0.heard = .now }
        assembler.withLock { $0.feed(bytes) }
    }

    /// No more input is read.
    private func end() { life.withLock { $0.hasEnded = true } }

    /// The connection is gone.
    func forget() {
        let ticket = life.withLock { life in
            life.isClosing = true
            life.hasEnded = true
            defer { life.ticket = nil }
            return life.ticket
        }
        if let ticket { Self.clock.remove(ticket) }
        outbox.end()
    }

    // Liveness

    private func beat() {
        let (interval, timeout) = (options.pingInterval, options.pingTimeout)
        let (isDead, mustPing, wait) = life.withLock { life -> (Bool, Bool, Duration) in
            let silence = ContinuousClock.now - life.heard
            if let pinged = life.pinged, life.heard < pinged, life.isListening { return (true, false, .zero) }
            life.pinged = nil
            guard silence >= interval else { return (false, false, interval - silence) }
            life.pinged = .now
            return (false, true, timeout)
        }
        if isDead { return abort() }
        if mustPing { _ = offer(.message(.ping, ByteBuffer())) }
        if !isClosing { schedule(after: wait) { $0.beat() } }
    }

    private func schedule(after delay: Duration, _ action: @escaping @Sendable (WebSocket) -> Void) {
        let ticket = Self.clock.add(after: delay) { [weak self] in if let self { action(self) } }
        let last = life.withLock { life in
            defer { life.ticket = ticket }
            return life.ticket
        }
        if let last { Self.clock.remove(last) }
    }
}

extension WebSocketMessage {
    fileprivate var item: WebSocketOutbox.Item {
        switch self {
        case .text(let text): .message(.text, ByteBuffer(string: text))
        case .binary(let bytes): .message(.binary, bytes)
        }
    }
}
