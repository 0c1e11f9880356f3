import Kernel
import Synchronization

/// One client in one namespace.
public final class SocketIOSocket: Sendable {
    public let id: String
    public let namespace: String
    private let session: EngineSession
    private let calls = Mutex(Calls())

    private struct Calls {
        var next = 0
        var hasLeft = false
        var waiting: [Int: CheckedContinuation<SocketIOMessage?, Never>] = [:]
    }

    init(id: String, namespace: String, _ session: EngineSession) {
        self.id = id
        self.namespace = namespace
        self.session = session
    }

    /// The call of the request that opened the connection.
    public var opener: (any CallContext)? { session.opener }

    /// Whether the client has left the namespace.
    public var hasLeft: Bool { calls.withLock(\.hasLeft) }

    /// False when the client is gone, or is disconnected for not reading.
    @discardableResult
    public func emit(_ event: String, _ message: SocketIOMessage) -> Bool {
        session.send(packet(event, message, id: nil))
    }

    /// Sends an event and waits for its answer; nil when there is none in time.
    public func call(
        _ event: String,
        _ message: SocketIOMessage,
        within limit: Duration = .seconds(10)
    ) async -> SocketIOMessage? {
        await withCheckedContinuation { caller in
            let id = calls.withLock { calls in
                calls.next += 1
                calls.waiting[calls.next] = caller
                return calls.next
            }
            Task { [weak self] in
                try? await Task.sleep(for: limit)
                self?.answer(id, nil)
            }
            if !session.send(packet(event, message, id: id)) { answer(id, nil) }
        }
    }

    public func join(_ room: String) { session.server.rooms.join(self, room) }
    public func leave(_ room: String) { session.server.rooms.leave(self, room) }

    /// Removes the client from the namespace.
    public func disconnect() {
        session.send(SocketIOPacket(.disconnect, in: namespace))
        session.leave(namespace)
    }

    func answer(_ id: Int, _ message: SocketIOMessage?) {
        calls.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: message)
    }

    func left() {
        session.server.rooms.leaveAll(self)
        let waiting = calls.withLock { calls in
            calls.hasLeft = true
            defer { calls.waiting = [:] }
            return Array(calls.waiting.values)
        }
        for caller in waiting { caller.resume(returning: nil) }
    }

    private func packet(_ event: String, _ message: SocketIOMessage, id: Int?) -> SocketIOPacket {
        SocketIOPacket(
            message.attachments.isEmpty ? .event : .binaryEvent,
            in: namespace,
            id: id,
            .array([.string(event)] + message.arguments),
            message.attachments
        )
    }
}

/// The members of all rooms.
final class SocketIORooms: Sendable {
    private struct Place: Hashable {
        let namespace: String
        let room: String
    }

    private let members = Mutex<[Place: [String: SocketIOSocket]]>([:])

    func join(_ socket: SocketIOSocket, _ room: String) {
        members.withLock {
            $0[Place(namespace: socket.namespace, room: room), default: [:]][socket.id] = socket
        }
    }

    func leave(_ socket: SocketIOSocket, _ room: String) {
        members.withLock { Self.remove(socket, Place(namespace: socket.namespace, room: room), &$0) }
    }

    func leaveAll(_ socket: SocketIOSocket) {
        members.withLock { members in
            for place in members.keys where place.namespace == socket.namespace {
                Self.remove(socket, place, &members)
            }
        }
    }

    func members(of room: String, in namespace: String) -> [SocketIOSocket] {
        members.withLock { Array(($0[Place(namespace: namespace, room: room)] ?? [:]).values) }
    }

    private static func remove(
        _ socket: SocketIOSocket,
        _ place: Place,
        _ members: inout [Place: [String: SocketIOSocket]]
    ) {
        members[place]?[socket.id] = nil
        if members[place]?.isEmpty == true { members[place] = nil }
    }
}
