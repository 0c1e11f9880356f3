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
///
/// Events are written in the transaction that causes them, numbered in the order of the commits, and delivered by every process that
/// has listeners. They are kept for a day, so that a client that was away hears what it missed.
package enum Realtime {
    /// Tells everyone in `rooms` once the transaction has committed.
    ///
    /// The payload says which things changed and how they stand now, not whose they are: it is kept for a day. Above 16 kB it is
    /// left out, and the event alone tells the clients to look.
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

    /// Has the rooms of someone who is connected looked up again once the transaction has committed.
    package static func roomsChanged(of account: ID<Account>, _ tx: borrowing Tx) throws {
        try tx.notify(movesChannel, account.description)
    }

    /// How many events there have ever been: another number as soon as a transaction with one has committed.
    package static func generation(_ tx: borrowing Tx) throws -> Int64 {
        try RealtimeStore.count(tx)
    }

    static let movesChannel = "realtime_moves"
    private static let maxPayload = 16 << 10
}
