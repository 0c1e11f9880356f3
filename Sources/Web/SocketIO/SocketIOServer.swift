import Kernel
import NIOCore
import ServiceLifecycle
import Synchronization

/// Socket.IO 5 over Engine.IO 4: polling, WebSocket, and the upgrade from one to the other.
public final class SocketIOServer: Sendable {
    public let namespaces: [String: SocketIONamespace]
    let options: SocketIOOptions
    let rooms = SocketIORooms()
    private let sessions = Mutex<[String: EngineSession]>([:])

    public init(_ namespaces: [String: SocketIONamespace], _ options: SocketIOOptions = SocketIOOptions()) {
        self.namespaces = namespaces
        self.options = options
    }

    /// The number of connected clients.
    public var count: Int { sessions.withLock(\.count) }

    /// Sends an event to everyone in a room of a namespace.
    public func emit(_ event: String, _ message: SocketIOMessage, to room: String, in namespace: String = "/")
    {
        for socket in rooms.members(of: room, in: namespace) { socket.emit(event, message) }
    }

    /// The routes of the transport at a path such as `/socket.io/`; the namespaces decide on admission.
    public static func routes<Call: CallContext>(
        at path: String,
        _ options: SocketIOOptions = SocketIOOptions(),
        of server: @escaping @Sendable (Call) -> SocketIOServer
    ) -> [Route<Call>] {
        let get: Route<Call> = GetSocket(
            path,
            { (call: Call, request: SocketIORequest) in try await server(call).get(request.incoming, call) },
            .anyone,
            "Socket.IO: open, poll, upgrade"
        ).within(options.pingInterval + options.pingTimeout)
        let post: Route<Call> = Post(
            path,
            { (call: Call, request: SocketIORequest) in try await server(call).post(request.incoming) },
            .anyone,
            "Socket.IO: send"
        ).upTo(bytes: options.maxPayload)
        return [get.hidden, post.hidden]
    }

    func handshake(_ id: String) -> JSONValue {
        [
            "sid": .string(id), "upgrades": ["websocket"],
            "pingInterval": .integer(options.pingInterval.micros / 1_000),
            "pingTimeout": .integer(options.pingTimeout.micros / 1_000),
            "maxPayload": .integer(Int64(options.maxPayload)),
        ]
    }

    func forget(_ id: String) {
        sessions.withLock { $0[id] = nil }
    }

    private func open(_ opener: any CallContext) throws(Problem) -> EngineSession {
        let session = EngineSession(id: Self.newID(), self, openedBy: opener)
        let isTaken = sessions.withLock { sessions in
            guard sessions.count < options.maxSessions else { return false }
            sessions[session.id] = session
            return true
        }
        guard isTaken else { throw Problem(.overloaded, retryAfter: 10) }
        return session
    }

    private func get(_ incoming: Incoming, _ call: any CallContext) async throws -> SocketIOAnswer {
        let session = try session(of: incoming)
        switch incoming.value("transport") {
        case "websocket":
            let handshake = try WebSocketHandshake(incoming)
            var limits = WebSocketOptions()
            limits.maxMessage = options.maxPayload
            limits.maxQueuedMessages = options.maxQueuedMessages
            limits.maxQueuedBytes = options.maxQueuedBytes
            return SocketIOAnswer(
                WebSocketReply(handshake, limits) { await self.serve($0, session, call) }.reply(to: incoming)
            )
        case "polling":
            guard let session else {
                let session = try open(call)
                session.begin()
                return SocketIOAnswer(await session.outlet.poll() ?? [])
            }
            // A stopping server answers the poll, so that the client reconnects elsewhere.
            let packets = await withGracefulShutdownHandler {
                await session.outlet.poll()
            } onGracefulShutdown: {
                session.outlet.letGo()
            }
            guard let packets else {
                session.close()
                throw EngineRefusal.badRequest
            }
            return SocketIOAnswer(packets)
        default: throw EngineRefusal.unknownTransport
        }
    }

    private func post(_ incoming: Incoming) async throws -> SocketIOAnswer {
        guard incoming.value("transport") == "polling" else { throw EngineRefusal.unknownTransport }
        guard let session = try session(of: incoming) else { throw EngineRefusal.unknownSession }
        let bytes = try await incoming.body.collect(upTo: options.maxPayload)
        guard let text = String(validating: bytes, as: UTF8.self),
            let packets = EnginePacket.packets(of: text),
            await session.receive(packets)
        else {
            session.close()
            throw EngineRefusal.badRequest
        }
        return SocketIOAnswer(text: "ok")
    }

    /// Nil when the request opens a new session.
    private func session(of incoming: Incoming) throws -> EngineSession? {
        guard incoming.value("EIO") == "4" else { throw EngineRefusal.unknownVersion }
        guard let id = incoming.value("sid") else { return nil }
        guard let session = sessions.withLock({ $0[id] }) else { throw EngineRefusal.unknownSession }
        return session
    }

    private func serve(_ socket: WebSocket, _ known: EngineSession?, _ call: any CallContext) async {
        var session = known
        var isAttached = false
        if session == nil, let fresh = try? open(call) {
            session = fresh
            isAttached = fresh.outlet.attach(socket)
            fresh.begin()
        }
        guard let session else { return socket.close(.goingAway) }
        while let message = await socket.next() {
            if isAttached {
                guard await session.receive([EnginePacket(message)]) else { break }
                continue
            }
            switch message.text {
            case "2probe":
                socket.offer(.text("3probe"))
                session.outlet.letGo()
            case "5" where session.outlet.attach(socket): isAttached = true
            default: return
            }
        }
        if isAttached { session.close() }
    }

    /// Too long to be guessed.
    static func newID() -> String {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<18).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        return Base64.standard.encode(bytes).map { $0 == "+" ? "-" : $0 == "/" ? "_" : String($0) }.joined()
    }
}

extension Incoming {
    fileprivate func value(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }
}
