import Kernel
import Logging
import Store
import Web

/// One client on `/ws`, which receives the events of its rooms and sends nothing.
struct RealtimeClient: Sendable {
    let hub: RealtimeHub
    let seat: RealtimeSeat
    let authorization: String
    let since: Int64?

    static let options = {
        var options = WebSocketOptions()
        options.maxMessage = 4 << 10
        options.maxQueuedMessages = 2_048
        options.maxQueuedBytes = 1 << 20
        return options
    }()

    func serve(_ socket: WebSocket) async {
        do {
            let ticket = try await enter(socket)
            await listen(to: socket)
            hub.leave(ticket)
        } catch let problem as Problem where problem.code == .unauthenticated {
            socket.close(.unauthenticated)
        } catch {
            hub.log.warning("a client could not be admitted", error: error)
            socket.close(.failed)
        }
    }

    private func enter(_ socket: WebSocket) async throws -> Int {
        let moves = hub.moves
        let standing = try await hub.tokens.presence(forAuthorization: authorization)
        let rooms = try await hub.policy.rooms(of: standing.actor, on: .webSocket, in: hub.db)
        let member = RealtimeMember(
            authorization: authorization,
            actor: standing.actor,
            expires: standing.expires,
            rooms: rooms,
            moves: moves,
            recheckAt: .now + hub.options.recheck,
            seat: seat,
            tell: { socket.offer($0.frame) },
            dismiss: { socket.close($0, atOnce: true) }
        )
        return try await RealtimeReplay(hub: hub, member: member, since: since) { event in
            await socket.send(.text(event.document.text))
        }.enter { name, position in
            socket.offer(.text(RealtimeEvent.document(name, id: position, .null, hub.now()).text))
        }
    }

    /// Reads the client's messages, which have no meaning, and closes after too many of them.
    private func listen(to socket: WebSocket) async {
        var heard = 0
        var since = ContinuousClock.now
        while await socket.next() != nil {
            heard += 1
            if .now - since > Self.window { (heard, since) = (1, .now) }
            if heard > Self.most { socket.close(.policy, atOnce: true) }
        }
    }

    private static let window = Duration.seconds(10)
    private static let most = 100
}

/// Sends a reconnecting client its missed events, and then admits it.
struct RealtimeReplay: Sendable {
    let hub: RealtimeHub
    let member: RealtimeMember
    /// The client's last event; nil for a client that wants later events only.
    let since: Int64?
    /// Sends one event as fast as the client receives it.
    let send: @Sendable (RealtimeEvent) async -> Void

    private static let page = 500

    /// `greet` sends `ready`, or `reset` when too much was missed: the client then reloads its content.
    func enter(_ greet: @escaping @Sendable (_ name: String, _ position: Int64) -> Void) async throws -> Int {
        try await hub.begin()
        var since = since
        var (told, waits) = (0, 0)
        while true {
            let name = self.since != nil && since == nil ? "reset" : "ready"
            switch hub.join(member, since: since, greet: { greet(name, $0) }) {
            case .joined(let ticket, _): return ticket
            case .ahead:
                // Another process has delivered it already, or it is of another database.
                waits += 1
                let isKnown = try await isKnown(since ?? 0)
                guard isKnown, waits < 100 else {
                    since = nil
                    continue
                }
                hub.wake.yield()
                try await Task.sleep(for: .milliseconds(20))
            case .behind:
                since = try await catchUp(after: since ?? 0, told: &told)
            }
        }
    }

    private func isKnown(_ position: Int64) async throws -> Bool {
        try await hub.db.read { tx in try RealtimeStore.newest(tx) >= position }
    }

    /// Sends the next page from the database; nil when events are missing there.
    private func catchUp(after since: Int64, told: inout Int) async throws -> Int64? {
        let (oldest, events) = try await hub.db.read { tx in
            (try RealtimeStore.oldest(tx), try RealtimeStore.list(after: since, atMost: Self.page, tx))
        }
        guard since >= oldest - 1, told < hub.options.most, let last = events.last else { return nil }
        for event in events where !member.rooms.isDisjoint(with: event.rooms) { await send(event) }
        told += events.count
        return last.position
    }
}
