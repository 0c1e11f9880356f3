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
        let events = policy.events.map { handler -> (String, SocketIONamespace.Handle) in
            (handler.event, { await guests.answer($0, $1, handler) })
        }
        return SocketIONamespace(
            connect: { try await guests.admit($0, $1) },
            events: Dictionary(events) { first, _ in first },
            otherwise: policy.events.isEmpty ? nil : SocketAnswer.unknownEvent,
            disconnected: { guests.leave($0) }
        )
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
                    rooms: try await hub.policy.rooms(of: standing.actor, on: .socketIO, in: hub.db),
                    moves: moves,
                    recheckAt: .now + hub.options.recheck,
                    seat: seat,
                    transport: .socketIO,
                    tell: { socket.emit($0.name, $0.message) },
                    whisper: { socket.emit($0, SocketIOMessage([$1])) },
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

        /// Answers an event as long as the client's token is valid; afterwards the client is sent away.
        func answer(
            _ socket: SocketIOSocket,
            _ message: SocketIOMessage,
            _ handler: SocketHandler
        ) async -> SocketIOMessage {
            guard let ticket = tickets.withLock({ $0[socket.id] }), let opener = socket.opener as? Call else {
                return SocketAnswer.refused(Problem.Code.unauthenticated.name)
            }
            do {
                let call = try await call(of: ticket, opener, handler.permission)
                return try await handler.answer(call, message.arguments.first ?? .null).message
            } catch {
                let problem = error as? Problem ?? (error as? any Refusable)?.problem
                if problem == nil { hub.log.error("an event of a client failed", error: error) }
                var refusal = SocketAnswer.refused((problem?.code ?? .internalError).name)
                if problem?.code == .unauthenticated { refusal.afterwards = { self.hub.dismiss(ticket) } }
                return refusal
            }
        }

        private func call(of ticket: Int, _ opener: Call, _ permission: Permission) async throws -> SocketCall
        {
            let moves = hub.moves
            guard let authorization = hub.authorization(of: ticket) else { throw Problem(.unauthenticated) }
            var actor = try await hub.tokens.presence(forAuthorization: authorization).actor
            actor.origin = Origin(address: opener.address, userAgent: opener.userAgent)
            let call = Call(
                site: opener.site,
                actor: actor,
                scope: try opener.site.scope(of: actor, demanding: permission),
                requestID: ID<Call>.new(at: hub.now()).description,
                address: opener.address,
                userAgent: opener.userAgent,
                languages: opener.languages
            )
            return SocketCall(call: call, hub: hub, ticket: ticket, moves: moves)
        }

        func leave(_ socket: SocketIOSocket) {
            guard let ticket = tickets.withLock({ $0.removeValue(forKey: socket.id) }) else { return }
            // Not at once: a slow client is cut while the hub is sending to it.
            Task { [hub] in hub.leave(ticket) }
        }
    }
}

extension RealtimeHub {
    /// The token of a connected client.
    fileprivate func authorization(of ticket: Int) -> String? {
        state.withLock { $0.members[ticket]?.authorization }
    }

    /// Closes the connection of a client whose token is no longer valid.
    fileprivate func dismiss(_ ticket: Int) {
        state.withLock { $0.members[ticket] }?.dismiss(.unauthenticated)
    }
}

extension RealtimeEvent {
    fileprivate var message: SocketIOMessage { Self.message(payload, id: position, at) }

    fileprivate static func message(_ payload: JSONValue, id: Int64, _ at: Instant) -> SocketIOMessage {
        SocketIOMessage([payload, ["id": .integer(id), "at": .string(at.description)]])
    }
}
