import Kernel
import Store
import Synchronization

/// A room that a client has joined.
struct JoinedRoom: Sendable {
    /// The number of the newest event of which the client knows; the hub may be about to deliver it.
    let position: Int64
    /// Whether the client does not know of a later event in another way.
    let isUnknown: @Sendable (RealtimeEvent) -> Bool

    func isNew(_ event: RealtimeEvent) -> Bool { event.position > position && isUnknown(event) }
}

extension Realtime {
    /// The number of the newest event that the transaction can see; a later one has a greater number.
    package static func position(_ tx: borrowing Tx) throws -> Int64 {
        try RealtimeStore.newest(tx)
    }
}

extension RealtimeHub {
    /// Adds a client to a room, and sends it the events that came between the reading of its position and now.
    func join(
        _ room: RealtimeRoom,
        _ ticket: Int,
        asOf moves: Int,
        _ joined: JoinedRoom
    ) {
        state.withLock { state in
            guard var member = state.members[ticket] else { return }
            let isInside = member.places.contains(room)
            let missed = state.recent.filter {
                $0.rooms.contains(room) && joined.isNew($0) && !member.hears($0)
            }
            member.joined[room] = joined
            state.members[ticket] = member
            state.rooms[room, default: []].insert(ticket)
            // A change during the look-up of the membership counts: the client is then checked again.
            state.checkAgain(ticket, since: moves)
            if !isInside { for event in missed { member.tell(event) } }
        }
    }

    func leave(_ room: RealtimeRoom, _ ticket: Int) {
        state.withLock { state in
            guard state.members[ticket]?.joined.removeValue(forKey: room) != nil else { return }
            if state.members[ticket]?.rooms.contains(room) == false { state.remove(ticket, from: room) }
        }
    }

    func isIn(_ room: RealtimeRoom, _ ticket: Int) -> Bool {
        state.withLock { $0.members[ticket]?.places.contains(room) ?? false }
    }
}
