import Kernel
import Logging
import Store
import Synchronization
import Web

extension RealtimeHub {
    /// The same events for Socket.IO clients, each under its own name with the payload and `{id, at}`.
    ///
    /// Clients connect with `{token, since}`.
    var namespace: SocketIONamespace {
        let guests = Guests(self)
        return SocketIONamespace { socket, auth in
            try await guests.admit(socket, auth)
        } disconnected: { socket in
            guests.leave(socket)
        }
    }

    /// The clients of Socket.IO, by the identifier of their socket.
    private final class Guests: Sendable {
        private let hub: RealtimeHub
        private let tickets = Mutex<[String: Int]>([:])

        init(_ hub: RealtimeHub) {
            self.hub = hub
        }

        func admit(_ socket: SocketIOSocket, _ auth: JSONValue) async throws -> @Sendable () async -> Void {
            guard let token = auth["token"]?.stringValue else { throw SocketIORefusal("unauthenticated") }
            let member = try await member(socket, "Bearer \(token)")
            let since = auth["since"]?.integerValue.map { max(0, $0) }
            return { await self.enter(socket, member, since: since) }
        }

        private func member(_ socket: SocketIOSocket, _ authorization: String) async throws -> RealtimeMember
        {
            do {
                let moves = hub.moves
                let standing = try await hub.tokens.presence(forAuthorization: authorization)
                guard let account = standing.actor.account else { throw SocketIORefusal("forbidden") }
                let seat = try hub.admit(account)
                return RealtimeMember(
                    authorization: authorization,
                    actor: standing.actor,
                    expires: standing.expires,
                    rooms: try await hub.policy.rooms(of: standing.actor, in: hub.db),
                    moves: moves,
                    recheckAt: .now + hub.options.recheck,
                    seat: seat,
                    tell: { socket.emit($0.name, $0.message) },
                    dismiss: { _ in socket.disconnect() }
                )
            } catch let problem as Problem {
                throw SocketIORefusal(problem.code.name)
            }
        }

        private func enter(_ socket: SocketIOSocket, _ member: RealtimeMember, since: Int64?) async {
            do {
                let replay = RealtimeReplay(hub: hub, member: member, since: since) { event in
                    socket.emit(event.name, event.message)
                }
                let ticket = try await replay.enter { [hub] name, position in
                    socket.emit(name, RealtimeEvent.message(nil, id: position, hub.now()))
                }
                tickets.withLock { $0[socket.id] = ticket }
                if socket.hasLeft { leave(socket) }
            } catch {
                hub.log.warning("a client could not be admitted", error: error)
                socket.disconnect()
            }
        }

        func leave(_ socket: SocketIOSocket) {
            if let ticket = tickets.withLock({ $0.removeValue(forKey: socket.id) }) { hub.leave(ticket) }
        }
    }
}

extension RealtimeEvent {
    fileprivate var message: SocketIOMessage { Self.message(payload, id: position, at) }

    fileprivate static func message(_ payload: JSONValue, id: Int64, _ at: Instant) -> SocketIOMessage {
        SocketIOMessage([payload, ["id": .integer(id), "at": .string(at.description)]])
    }
}
