import Kernel
import Store

/// Those who hear an event: everyone who is in the room.
package struct RealtimeRoom: Hashable, Sendable {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    package static func account(_ id: ID<Account>) -> RealtimeRoom { RealtimeRoom("account:\(id)") }
}

/// Telling connected clients what happens, as it happens.
package enum Realtime {
    /// Tells everyone in `rooms` once the transaction has committed.
    package static func publish(
        _ event: String,
        to rooms: [RealtimeRoom],
        _ payload: JSONValue,
        _ tx: borrowing Tx
    ) throws {}
}
