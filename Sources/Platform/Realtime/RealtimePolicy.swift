import Kernel
import Store

/// Whether a product tells its clients what happens, where, and who hears what.
package struct RealtimePolicy: Sendable {
    /// Where the WebSocket is, as `/ws`, outside the product's root; nil when there is none.
    package let path: String?
    /// Where Socket.IO is, as `/socket.io/`.
    package let socketPath: String?
    /// The rooms of someone beside their own, asked when they connect and every minute after that.
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
