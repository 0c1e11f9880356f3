import NIOCore
import NIOHTTP1
import Synchronization

/// The inbound side of one connection, read in turn by the handler of the current request and by the
/// connection's own task.
///
/// Unchecked: the iterator is used only between `enter` and `leave`, which admit one task at a time.
final class ConnectionReader: @unchecked Sendable {
    typealias Parts = NIOAsyncChannelInboundStream<RequestPart>.AsyncIterator

    private struct State {
        var isBusy = false
        var request = 0
        var received = 0
        var declared: Int?
        var isFinished = true
        var hasFailed = false
        var isSwitched = false
    }

    private var parts: Parts
    private let state = Mutex(State())

    init(_ parts: Parts) {
        self.parts = parts
    }

    /// The next request, after skipping the rest of the previous body; nil when the caller has closed.
    func head() async throws -> RequestHead? {
        while let part = try await next() {
            guard case .head(let head) = part else { continue }
            begin(head)
            return head
        }
        return nil
    }

    /// The body of the current request; empty during a later request if a handler keeps it.
    func body(of head: RequestHead, willRead: @escaping @Sendable () async throws -> Void) -> RequestBody {
        let request = state.withLock(\.request)
        let length: Int? = if case .length(let length) = head.body { length } else { nil }
        let isUntouched = Flag()
        return RequestBody(length: length) {
            guard self.mayRead(request) else { return nil }
            if isUntouched.consume() { try await willRead() }
            return try await self.bytes()
        }
    }

    /// After 101 the bytes of the other protocol follow as the body.
    func switchProtocol() {
        state.withLock {
            $0.isFinished = false
            $0.isSwitched = true
        }
    }

    /// Whether the next request begins within `bytes` more bytes.
    func isNearlyFinished(within bytes: Int) -> Bool {
        state.withLock { state in
            if state.hasFailed { return false }
            if state.isFinished { return true }
            guard let declared = state.declared else { return false }
            return declared - state.received <= bytes
        }
    }

    private func mayRead(_ request: Int) -> Bool {
        state.withLock { $0.request == request && !$0.isFinished }
    }

    private func bytes() async throws -> ByteBuffer? {
        switch try await next() {
        case .body(let bytes):
            state.withLock { $0.received += bytes.readableBytes }
            return bytes
        case nil where !state.withLock(\.isSwitched):
            throw BodyCutShort()
        case .end, .head, nil:
            state.withLock { $0.isFinished = true }
            return nil
        }
    }

    private func begin(_ head: RequestHead) {
        state.withLock { state in
            state.request += 1
            state.received = 0
            state.isFinished = head.body == .none
            if case .length(let length) = head.body { state.declared = length } else { state.declared = nil }
        }
    }

    private func next() async throws -> RequestPart? {
        try state.withLock { state in
            guard !state.isBusy else { throw ReadTwice() }
            state.isBusy = true
        }
        defer { state.withLock { $0.isBusy = false } }
        do {
            let part = try await parts.next(isolation: nil)
            if part == nil { state.withLock { $0.hasFailed = true } }
            return part
        } catch {
            state.withLock { $0.hasFailed = true }
            throw error
        }
    }
}

/// The caller disconnected in the middle of a body.
struct BodyCutShort: Error {}

/// Two tasks read one body at the same time.
struct ReadTwice: Error {}

/// A flag that can be raised once.
private final class Flag: Sendable {
    private let isSet = Atomic(true)

    func consume() -> Bool {
        isSet.exchange(false, ordering: .relaxed)
    }
}
