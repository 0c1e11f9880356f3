import Kernel
import Logging
import Store
import Synchronization
import Web

/// Those who listen to one site in this process, and what they have been told last.
package final class RealtimeHub: Sendable {
    struct Options: Sendable {
        /// How many events are kept in memory for those who come back.
        var kept = 2_048
        /// How many a client may have missed before it is told to read everything anew.
        var most = 10_000
        /// How many connections one account may have.
        var perAccount = 32
        /// How often events are looked for without being told of them.
        var poll = Duration.seconds(2)
        /// Whether the database tells of them; behind a pooler of transactions it cannot.
        var listens = true
        /// How often everyone's token is held against the clock.
        var tick = Duration.milliseconds(500)
        /// How often everyone's rights and rooms are looked up again.
        var recheck = Duration.seconds(60)
    }

    struct State {
        var next = 0
        var members: [Int: RealtimeMember] = [:]
        var rooms: [RealtimeRoom: Set<Int>] = [:]
        var seats: [ID<Account>: Int] = [:]
        /// The last event that was delivered; nil before the first look.
        var position: Int64?
        var recent: [RealtimeEvent] = []
        /// How often rights or rooms are known to have changed.
        var moves = 0
    }

    let policy: RealtimePolicy
    /// What processes tell each other through Redis.
    let channel: String
    let db: Database
    let tokens: TokenIssuer
    let now: @Sendable () -> Instant
    let log: Logger
    let options: Options
    let redis: Redis?
    let state = Mutex(State())
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

    /// Whether it has looked for events, and goes on looking.
    var isRunning: Bool { state.withLock { $0.position != nil } }

    /// To be read before rights and rooms are looked up.
    var moves: Int { state.withLock(\.moves) }

    /// How many are connected.
    package var count: Int { state.withLock(\.members.count) }

    /// What a client that comes back has to do first.
    enum Entry {
        /// It is in, and has been told what it missed.
        case joined(Int, position: Int64)
        /// What it missed is no longer in memory.
        case behind
        /// It names an event that never was.
        case ahead
    }

    /// Lets a listener in, at the same moment as it is told what it missed after `since`: nothing is lost and nothing comes twice.
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
                for event in state.recent where event.position > since { member.hear(event) }
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
        // Let go of when the lock is open again: their seat takes it too.
        let member = state.withLock { state in
            let member = state.members.removeValue(forKey: ticket)
            for room in member?.rooms ?? [] { state.remove(ticket, from: room) }
            return member
        }
        withExtendedLifetime(member) {}
    }

    /// Tells everyone what happened, in order; called by one task.
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
                return tickets.compactMap { state.members[$0] }
            }
            for listener in listeners { listener.tell(event) }
        }
    }

    /// Someone is where they were not before, or no longer where they were.
    func move(
        _ ticket: Int,
        to rooms: Set<RealtimeRoom>,
        _ standing: TokenIssuer.Standing,
        asOf moves: Int
    ) {
        state.withLock { state in
            guard var member = state.members[ticket] else { return }
            for room in member.rooms.subtracting(rooms) { state.remove(ticket, from: room) }
            for room in rooms.subtracting(member.rooms) { state.rooms[room, default: []].insert(ticket) }
            member.rooms = rooms
            member.actor = standing.actor
            member.expires = standing.expires
            member.recheckAt = .now + options.recheck
            state.members[ticket] = member
            state.checkAgain(ticket, since: moves)
        }
    }
}

extension RealtimeHub.State {
    /// What was looked up while someone moved may already be untrue: it is looked up again with the next tick.
    fileprivate mutating func checkAgain(_ ticket: Int, since moves: Int) {
        if moves != self.moves { members[ticket]?.recheckAt = .now }
    }

    fileprivate mutating func remove(_ ticket: Int, from room: RealtimeRoom) {
        rooms[room]?.remove(ticket)
        if rooms[room]?.isEmpty == true { rooms[room] = nil }
    }
}

/// Someone who listens.
struct RealtimeMember: Sendable {
    /// The token they came with.
    let authorization: String
    var actor: Actor
    var expires: Instant
    var rooms: Set<RealtimeRoom>
    /// How often anyone's had changed before these rights and rooms were looked up.
    var moves: Int
    /// When their rights are looked up again.
    var recheckAt: ContinuousClock.Instant
    /// What keeps their place among their account's.
    var seat: RealtimeSeat?
    let tell: @Sendable (RealtimeEvent) -> Void
    /// Says goodbye to them.
    let dismiss: @Sendable (WebSocketClose) -> Void

    /// Only what is said in a room of theirs.
    func hear(_ event: RealtimeEvent) {
        if !rooms.isDisjoint(with: event.rooms) { tell(event) }
    }
}

extension RealtimeHub {
    /// Adds how many are connected to what the server counts.
    package func report(to metrics: Metrics, of product: String) {
        guard policy.isOn else { return }
        metrics.gauges("portico_realtime_clients", "Clients that are told what happens.") { [weak self] in
            [([("product", product)], Double(self?.count ?? 0))]
        }
    }
}
