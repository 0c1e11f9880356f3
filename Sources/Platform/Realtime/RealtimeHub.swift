import Kernel
import Logging
import Store
import Synchronization
import Web

/// The connected clients of one site in this process, and the last delivered events.
package final class RealtimeHub: Sendable {
    struct Options: Sendable {
        /// The number of events in memory for reconnecting clients.
        var kept = 2_048
        /// The number of missed events from which on a client must reload everything.
        var most = 10_000
        /// The limit of connections for one account.
        var perAccount = 32
        /// The interval of looking for events without a notification.
        var poll = Duration.seconds(2)
        /// Whether the database notifies; behind a transaction pooler it cannot.
        var listens = true
        /// The interval of checking all tokens for their expiry.
        var tick = Duration.milliseconds(500)
        /// The interval of checking every client's permissions and rooms again.
        var recheck = Duration.seconds(60)
    }

    struct State {
        var next = 0
        var members: [Int: RealtimeMember] = [:]
        var rooms: [RealtimeRoom: Set<Int>] = [:]
        var seats: [ID<Account>: Int] = [:]
        /// The last delivered event; nil before the first look.
        var position: Int64?
        var recent: [RealtimeEvent] = []
        /// The number of known changes of permissions or rooms.
        var moves = 0
    }

    let policy: RealtimePolicy
    /// The Redis channel by which processes wake each other.
    let channel: String
    let db: Database
    let tokens: TokenIssuer
    let now: @Sendable () -> Instant
    let log: Logger
    let options: Options
    let redis: Redis?
    let state = Mutex(State())
    /// The rates of events from clients, in this process.
    let pace = SocketPace()
    /// Tells this process's own whispers from those of others.
    let id = ID<RealtimeHub>.new(at: Instant(micros: 0)).description
    let wakeUps: AsyncStream<Void>
    let wake: AsyncStream<Void>.Continuation

    init(
        _ product: ProductDefinition,
        _ db: Database,
        _ tokens: TokenIssuer,
        _ redis: Redis? = nil,
        options: Options = Options(),
        now: @escaping @Sendable () -> Instant,
        _ log: Logger
    ) {
        policy = product.realtime
        channel = "portico.\(product.name).\(RealtimeStore.channel)"
        self.db = db
        self.tokens = tokens
        self.redis = redis
        self.options = options
        self.now = now
        self.log = log
        (wakeUps, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Whether it has looked for events and goes on doing so.
    var isRunning: Bool { state.withLock { $0.position != nil } }

    /// To be read before permissions and rooms are looked up.
    var moves: Int { state.withLock(\.moves) }

    /// The number of connected clients.
    package var count: Int { state.withLock(\.members.count) }

    /// The result of a client's attempt to join.
    enum Entry {
        /// Admitted, with all missed events sent.
        case joined(Int, position: Int64)
        /// The missed events are no longer in memory.
        case behind
        /// The client names an event that does not exist.
        case ahead
    }

    /// Admits a client and sends the events after `since` in one step, so that none is lost or repeated.
    func join(_ member: RealtimeMember, since: Int64?, greet: (Int64) -> Void) -> Entry {
        state.withLock { state in
            let position = state.position ?? 0
            if let since {
                guard since <= position else { return .ahead }
                let first = state.recent.first?.position ?? position + 1
                guard since >= first - 1 else { return .behind }
            }
            greet(position)
            if let since {
                for event in state.recent where event.position > since && member.hears(event) {
                    member.tell(event)
                }
            }
            state.next += 1
            let ticket = state.next
            state.members[ticket] = member
            state.checkAgain(ticket, since: member.moves)
            for room in member.rooms { state.rooms[room, default: []].insert(ticket) }
            return .joined(ticket, position: position)
        }
    }

    func leave(_ ticket: Int) {
        // Released after the lock is open again, because the seat takes it too.
        let member = state.withLock { state in
            let member = state.members.removeValue(forKey: ticket)
            for room in member?.places ?? [] { state.remove(ticket, from: room) }
            return member
        }
        withExtendedLifetime(member) {}
    }

    /// Sends events to their clients in order; called by one task.
    func deliver(_ events: [RealtimeEvent]) {
        for event in events {
            let listeners = state.withLock { state -> [RealtimeMember] in
                guard event.position > state.position ?? 0 else { return [] }
                state.position = event.position
                state.recent.append(event)
                if state.recent.count > options.kept * 2 { state.recent.removeFirst(options.kept) }
                let tickets = event.rooms.reduce(into: Set<Int>()) { tickets, room in
                    tickets.formUnion(state.rooms[room] ?? [])
                }
                return tickets.compactMap { state.members[$0] }.filter {
                    $0.joined.isEmpty || $0.hears(event)
                }
            }
            for listener in listeners { listener.tell(event) }
        }
    }

    /// Moves a client to other rooms, and out of those it has joined but may not stay in.
    func move(
        _ ticket: Int,
        to rooms: Set<RealtimeRoom>,
        leaving lost: Set<RealtimeRoom> = [],
        _ standing: TokenIssuer.Standing,
        asOf moves: Int
    ) {
        state.withLock { state in
            guard var member = state.members[ticket] else { return }
            let before = member.places
            for room in lost { member.joined[room] = nil }
            member.rooms = rooms
            for room in before.subtracting(member.places) { state.remove(ticket, from: room) }
            for room in member.places.subtracting(before) { state.rooms[room, default: []].insert(ticket) }
            member.actor = standing.actor
            member.expires = standing.expires
            member.recheckAt = .now + options.recheck
            state.members[ticket] = member
            state.checkAgain(ticket, since: moves)
        }
    }
}

extension RealtimeHub.State {
    /// Marks a client for another check when a change came during its look-up.
    mutating func checkAgain(_ ticket: Int, since moves: Int) {
        if moves != self.moves { members[ticket]?.recheckAt = .now }
    }

    mutating func remove(_ ticket: Int, from room: RealtimeRoom) {
        rooms[room]?.remove(ticket)
        if rooms[room]?.isEmpty == true { rooms[room] = nil }
    }
}

/// A connected client.
struct RealtimeMember: Sendable {
    /// The token of the connection.
    let authorization: String
    var actor: Actor
    var expires: Instant
    var rooms: Set<RealtimeRoom>
    /// The rooms that the client itself has joined, on Socket.IO.
    var joined: [RealtimeRoom: JoinedRoom] = [:]
    /// The number of changes before these permissions and rooms were looked up.
    var moves: Int
    /// The time of the next check.
    var recheckAt: ContinuousClock.Instant
    /// The connection's place within the account's limit.
    var seat: RealtimeSeat?
    var transport = RealtimeTransport.webSocket
    let tell: @Sendable (RealtimeEvent) -> Void
    /// Sends an event that is not stored; nil for a client that receives none.
    var whisper: (@Sendable (_ event: String, _ payload: JSONValue) -> Void)?
    /// Closes the connection.
    let dismiss: @Sendable (WebSocketClose) -> Void

    /// All rooms of the client.
    var places: Set<RealtimeRoom> { joined.isEmpty ? rooms : rooms.union(joined.keys) }

    /// Whether the event is for one of the client's rooms.
    func hears(_ event: RealtimeEvent) -> Bool {
        !rooms.isDisjoint(with: event.rooms)
            || joined.contains { event.rooms.contains($0.key) && $0.value.isNew(event) }
    }
}

extension RealtimeHub {
    /// Adds the number of connected clients to the metrics.
    package func report(to metrics: Metrics, of product: String) {
        guard policy.isOn else { return }
        metrics.gauges("portico_realtime_clients", "Clients connected to the event stream.") { [weak self] in
            [([("product", product)], Double(self?.count ?? 0))]
        }
    }
}
