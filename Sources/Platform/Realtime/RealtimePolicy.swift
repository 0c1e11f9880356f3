import Kernel
import Store

/// Whether and where a product sends events to clients, and in which rooms.
package struct RealtimePolicy: Sendable {
    /// The path of the WebSocket, such as `/ws`, outside the product's root; nil for none.
    package let path: String?
    /// The path of Socket.IO, such as `/socket.io/`.
    package let socketPath: String?
    /// The rooms of a client in addition to the account's own, read on connecting and every minute.
    package let rooms: Rooms
    package typealias Rooms = @Sendable (Actor, borrowing Tx) throws -> [RealtimeRoom]

    package init(path: String?, socketPath: String? = nil, rooms: @escaping Rooms) {
        self.path = path
        self.socketPath = socketPath
        self.rooms = rooms
    }

    package static let off = RealtimePolicy(path: nil) { _, _ in [] }

    var isOn: Bool { path != nil || socketPath != nil }

    func rooms(of actor: Actor, in db: Database) async throws -> Set<RealtimeRoom> {
        let rooms = rooms
        let own = actor.account.map { [RealtimeRoom.account($0)] } ?? []
        return Set(try await db.read { tx in try rooms(actor, tx) } + own)
    }
}
