import Kernel
import NIOCore
import Synchronization

/// One client of Engine.IO 4 on any transport: its packets go to its namespaces in order, and its connection
/// is checked.
final class EngineSession: Sendable {
    private struct State {
        var sockets: [String: SocketIOSocket] = [:]
        var hasConnected = false
        var ponged = ContinuousClock.now
        var partial: SocketIOPacket?
        var isReceiving = false
        /// The namespaces that the client has tried to join, once each.
        var tried: Set<String> = []
        var refusals = 0
        var count = PacketCount()
        var tasks: [Task<Void, Never>] = []
    }

    let id: String
    let server: SocketIOServer
    /// The call of the request that opened it.
    let opener: (any CallContext)?
    let outlet: EngineOutlet
    private let inbox: EngineInbox
    private let state = Mutex(State())

    init(id: String, _ server: SocketIOServer, openedBy opener: (any CallContext)? = nil) {
        self.id = id
        self.opener = opener
        self.server = server
        let options = server.options
        outlet = EngineOutlet(messages: options.maxQueuedMessages, bytes: options.maxQueuedBytes)
        inbox = EngineInbox(most: options.maxWaitingEvents)
    }

    func begin() {
        let tasks = [
            Task { await self.work() }, Task { await self.beat() }, Task { await self.awaitConnect() },
        ]
        state.withLock { $0.tasks = tasks }
        _ = outlet.send([.text("0" + server.handshake(id).text)])
    }

    @discardableResult
    func send(_ packet: SocketIOPacket) -> Bool {
        let isTaken = outlet.send(packet.packets)
        if !isTaken { close() }
        return isTaken
    }

    func close() {
        let (sockets, tasks) = state.withLock { state in
            defer { (state.sockets, state.tasks) = ([:], []) }
            return (Array(state.sockets.values), state.tasks)
        }
        server.forget(id)
        outlet.end()
        inbox.end()
        for task in tasks { task.cancel() }
        for socket in sockets { gone(socket) }
    }

    func leave(_ namespace: String) {
        if let socket = state.withLock({ $0.sockets.removeValue(forKey: namespace) }) { gone(socket) }
    }

    private func gone(_ socket: SocketIOSocket) {
        socket.left()
        server.namespaces[socket.namespace]?.disconnected(socket)
    }

    // Input

    /// False during another call, such as for two simultaneous posts.
    func receive(_ packets: [EnginePacket]) async -> Bool {
        let isFree = state.withLock { state in
            defer { state.isReceiving = true }
            return !state.isReceiving
        }
        guard isFree else { return false }
        defer { state.withLock { $0.isReceiving = false } }
        for packet in packets {
            guard count() else {
                close()
                return false
            }
            await receive(packet)
        }
        return true
    }

    /// False above the limit of packets.
    private func count() -> Bool {
        let most = server.options.maxPackets
        return state.withLock { $0.count.consume(atMost: most, in: server.options.packetWindow) }
    }

    private func receive(_ packet: EnginePacket) async {
        switch packet {
        case .binary(let bytes):
            guard var packet = state.withLock({ $0.partial }) else { return close() }
            packet.attachments.append(Array(bytes.readableBytesView))
            await receive(packet)
        case .text(let text):
            switch text.utf8.first {
            case UInt8(ascii: "1"): close()
            case UInt8(ascii: "3"): state.withLock { $0.ponged = .now }
            case UInt8(ascii: "4"):
                guard state.withLock({ $0.partial }) == nil,
                    let packet = SocketIOPacket(parsing: text.dropFirst())
                else { return close() }
                await receive(packet)
            default: close()
            }
        }
    }

    private func receive(_ packet: SocketIOPacket) async {
        let isWhole = packet.attachments.count >= packet.expected
        state.withLock { $0.partial = isWhole ? nil : packet }
        guard isWhole else { return }
        switch packet.kind {
        case .ack, .binaryAck:
            // Processed at once: a handler may be waiting for it.
            guard let id = packet.id else { return }
            let socket = state.withLock { $0.sockets[packet.namespace] }
            socket?.answer(
                id,
                SocketIOMessage(packet.data?.arrayValue ?? [], attachments: packet.attachments)
            )
        default: await inbox.put(packet)
        }
    }

    private func work() async {
        while let packet = await inbox.next() {
            switch packet.kind {
            case .connect: await connect(packet)
            case .disconnect: leave(packet.namespace)
            case .event, .binaryEvent: await handle(packet)
            default: close()
            }
        }
    }

    private func connect(_ packet: SocketIOPacket) async {
        let isFirst = state.withLock { state in
            state.tried.count < server.options.maxNamespaces && state.tried.insert(packet.namespace).inserted
        }
        guard isFirst else { return refuse(packet, "only one attempt per namespace") }
        guard let namespace = server.namespaces[packet.namespace] else {
            return refuse(packet, "Invalid namespace")
        }
        let socket = SocketIOSocket(id: SocketIOServer.newID(), namespace: packet.namespace, self)
        do {
            let greet = try await namespace.connect(socket, packet.data ?? .object([:]))
            let isLate = outlet.isOver
            state.withLock { state in
                state.hasConnected = true
                if !isLate { state.sockets[packet.namespace] = socket }
            }
            if isLate { return gone(socket) }
            send(SocketIOPacket(.connect, in: packet.namespace, ["sid": .string(socket.id)]))
            await greet?()
        } catch let refusal as SocketIORefusal {
            refuse(packet, refusal.message)
        } catch {
            refuse(packet, "internal error")
        }
    }

    private func refuse(_ packet: SocketIOPacket, _ message: String) {
        send(SocketIOPacket(.connectError, in: packet.namespace, ["message": .string(message)]))
        let refusals = state.withLock { state in
            state.refusals += 1
            return state.refusals
        }
        if refusals >= server.options.maxRefusals { close() }
    }

    private func handle(_ packet: SocketIOPacket) async {
        guard let event = packet.event else { return close() }
        guard let socket = state.withLock({ $0.sockets[packet.namespace] }),
            let namespace = server.namespaces[packet.namespace],
            let handle = namespace.events[event.name] ?? namespace.otherwise
        else { return }
        let answer = await handle(socket, SocketIOMessage(event.arguments, attachments: packet.attachments))
        if let id = packet.id { send(answer, to: id, in: packet.namespace) }
        await answer.afterwards?()
    }

    private func send(_ answer: SocketIOMessage, to id: Int, in namespace: String) {
        send(
            SocketIOPacket(
                answer.attachments.isEmpty ? .ack : .binaryAck,
                in: namespace,
                id: id,
                .array(answer.arguments),
                answer.attachments
            )
        )
    }

    // Liveness

    private func beat() async {
        while !Task.isCancelled {
            guard await pause(server.options.pingInterval) else { return }
            let asked = ContinuousClock.now
            guard outlet.send([.ping]) else { return close() }
            guard await pause(server.options.pingTimeout) else { return }
            if state.withLock(\.ponged) < asked { return close() }
        }
    }

    private func awaitConnect() async {
        guard await pause(server.options.connectTimeout) else { return }
        if !state.withLock(\.hasConnected) { close() }
    }

    private func pause(_ time: Duration) async -> Bool {
        do { try await Task.sleep(for: time) } catch { return false }
        return true
    }
}
