import Synchronization

/// Packets waiting for one client of Engine.IO, by poll or by WebSocket, in order and bounded.
final class EngineOutlet: Sendable {
    private typealias Poll = CheckedContinuation<[EnginePacket]?, Never>

    private struct State {
        var packets: [EnginePacket] = []
        var bytes = 0
        var poll: Poll?
        var socket: WebSocket?
        var isOver = false
    }

    private let messages: Int
    private let bytes: Int
    private let state = Mutex(State())

    init(messages: Int, bytes: Int) {
        self.messages = messages
        self.bytes = bytes
    }

    var isOver: Bool { state.withLock(\.isOver) }

    /// False when the client does not read fast enough, or is gone.
    func send(_ packets: [EnginePacket]) -> Bool {
        let (isTaken, poll, waiting) = state.withLock { state -> (Bool, Poll?, [EnginePacket]) in
            guard !state.isOver else { return (false, nil, []) }
            if let socket = state.socket {
                return (packets.allSatisfy { socket.offer($0.message) }, nil, [])
            }
            state.packets += packets
            state.bytes += packets.reduce(0) { $0 + $1.size }
            guard let poll = state.poll else {
                return (state.packets.count <= messages && state.bytes <= bytes, nil, [])
            }
            state.poll = nil
            return (true, poll, Self.dequeue(&state))
        }
        poll?.resume(returning: waiting)
        return isTaken
    }

    /// The packets for the next poll; nil when another poll is waiting, or the client is gone.
    func poll() async -> [EnginePacket]? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { poll in
                let answer = state.withLock { state -> [EnginePacket]?? in
                    if state.isOver || state.poll != nil { return .some(nil) }
                    if state.socket != nil { return [.noop] }
                    if !state.packets.isEmpty { return Self.dequeue(&state) }
                    state.poll = poll
                    return nil
                }
                if let answer { poll.resume(returning: answer) }
            }
        } onCancel: {
            letGo()
        }
    }

    /// Answers the waiting poll, so that nothing is lost in it.
    func letGo() {
        let poll = state.withLock { state in
            defer { state.poll = nil }
            return state.poll
        }
        poll?.resume(returning: [.noop])
    }

    /// Sends everything by WebSocket from now on; false when there is one already.
    func attach(_ socket: WebSocket) -> Bool {
        let isAttached = state.withLock { state in
            guard !state.isOver, state.socket == nil else { return false }
            state.socket = socket
            for packet in Self.dequeue(&state, atMost: .max) { socket.offer(packet.message) }
            return true
        }
        letGo()
        return isAttached
    }

    /// The client is gone or has to be disconnected.
    func end() {
        let (poll, socket) = state.withLock { state in
            state.isOver = true
            defer { (state.poll, state.socket, state.packets) = (nil, nil, []) }
            return (state.poll, state.socket)
        }
        poll?.resume(returning: [.close])
        socket?.close()
    }

    /// Stock clients refuse a poll with more packets than this.
    private static let maximumInPoll = 16

    private static func dequeue(_ state: inout State, atMost count: Int = maximumInPoll) -> [EnginePacket] {
        let taken = Array(state.packets.prefix(count))
        state.packets.removeFirst(taken.count)
        state.bytes -= taken.reduce(0) { $0 + $1.size }
        return taken
    }
}
