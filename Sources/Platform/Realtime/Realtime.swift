import Kernel
import Store

/// The recipients of an event: all clients in the room.
package struct RealtimeRoom: Hashable, Sendable {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    package static func account(_ id: ID<Account>) -> RealtimeRoom { RealtimeRoom("account:\(id)") }
    /// The clients of an account on the WebSocket, which cannot join rooms.
    package static func stream(of id: ID<Account>) -> RealtimeRoom { RealtimeRoom("stream:\(id)") }
}

/// Real-time events for connected clients.
///
/// Events are written in the transaction that causes them, numbered in the order of the commits, and delivered by every
/// process with connected clients. They are kept for a day, so that a reconnecting client receives the ones it missed.
package enum Realtime {
    /// Sends an event to all clients in `rooms` once the transaction has committed.
    ///
    /// The payload has the changed records and their current state, without their owners, because it is kept for a day.
    /// A payload above 18 kB, which holds the longest message, is left out, and the event alone makes the clients reload.
    package static func publish(
        _ event: String,
        to rooms: [RealtimeRoom],
        _ payload: JSONValue,
        _ tx: borrowing Tx
    ) throws {
        guard !rooms.isEmpty else { return }
        let payload = payload.bytes.count <= maxPayload ? payload : .null
        try RealtimeStore.insert(event, rooms, payload, tx)
        try tx.notify(RealtimeStore.channel, "")
    }

    /// Has the rooms of a connected account looked up again once the transaction has committed.
    package static func roomsChanged(of account: ID<Account>, _ tx: borrowing Tx) throws {
        try tx.notify(movesChannel, account.description)
    }

    /// The event of a message to people, which changes no data.
    static let notification = "notification:new"

    /// A number that changes with each commit of an event, except for messages to people.
    package static func generation(_ tx: borrowing Tx) throws -> Int64 {
        try RealtimeStore.count(tx)
    }

    static let movesChannel = "realtime_moves"
    private static let maxPayload = 18 << 10
}
