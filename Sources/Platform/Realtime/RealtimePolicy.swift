import Kernel
import Store
import Web

/// Whether and where a product sends events to clients, in which rooms, and which events it takes from them.
package struct RealtimePolicy: Sendable {
    /// The path of the WebSocket, such as `/ws`, outside the product's root; nil for none.
    package let path: String?
    /// The path of Socket.IO, such as `/socket.io/`.
    package let socketPath: String?
    /// The events that clients may send on Socket.IO.
    package let events: [SocketHandler]
    /// The rooms of a client in addition to the account's own, read on connecting and every minute.
    package let rooms: Rooms
    package typealias Rooms = @Sendable (Actor, borrowing Tx) throws -> [RealtimeRoom]
    /// The joined rooms that the client may stay in, asked every minute and after ``Realtime/roomsChanged(of:_:)``.
    package let staying: Staying
    package typealias Staying =
        @Sendable (Actor, Set<RealtimeRoom>, borrowing Tx) throws -> Set<RealtimeRoom>

    package init(
        path: String?,
        socketPath: String? = nil,
        events: [SocketHandler] = [],
        rooms: @escaping Rooms = { _, _ in [] },
        staying: @escaping Staying = { _, rooms, _ in rooms }
    ) {
        self.path = path
        self.socketPath = socketPath
        self.events = events
        self.rooms = rooms
        self.staying = staying
    }

    package static let off = RealtimePolicy(path: nil)

    var isOn: Bool { path != nil || socketPath != nil }

    /// The limits of Socket.IO: an event of a client is small.
    var socketOptions: SocketIOOptions {
        var options = SocketIOOptions()
        if !events.isEmpty { options.maxPayload = 16 << 10 }
        return options
    }

    func rooms(
        of actor: Actor,
        on transport: RealtimeTransport,
        in db: Database
    ) async throws -> Set<RealtimeRoom> {
        let rooms = rooms
        let own = actor.account.map(transport.rooms) ?? []
        return Set(try await db.read { tx in try rooms(actor, tx) } + own)
    }

    func lost(
        _ joined: Set<RealtimeRoom>,
        of actor: Actor,
        in db: Database
    ) async throws -> Set<RealtimeRoom> {
        guard !joined.isEmpty else { return [] }
        let staying = staying
        return joined.subtracting(try await db.read { tx in try staying(actor, joined, tx) })
    }
}

/// The way in which a client is connected.
enum RealtimeTransport: Sendable {
    case webSocket, socketIO

    /// The rooms of the account itself.
    func rooms(of account: ID<Account>) -> [RealtimeRoom] {
        switch self {
        case .webSocket: [.account(account), .stream(of: account)]
        case .socketIO: [.account(account)]
        }
    }
}
