import Kernel
import Store
import Web

/// An event, numbered in the order of the commits.
package struct RealtimeEvent: Sendable {
    /// The number with which a client requests the later events.
    package let position: Int64
    package let name: String
    package let rooms: Set<RealtimeRoom>
    package let payload: JSONValue
    package let at: Instant
    /// The encoded event, the same for every client.
    let frame: WebSocketFrame

    /// The event as clients receive it.
    var document: JSONValue { Self.document(name, id: position, payload, at) }

    static func document(_ name: String, id: Int64, _ data: JSONValue, _ at: Instant) -> JSONValue {
        ["id": .integer(id), "event": .string(name), "data": data, "at": .string(at.description)]
    }
}

extension RealtimeEvent: Record {
    package static let columns: SQL = "position, event, rooms, payload, at"

    package init(_ row: inout Row) throws {
        position = try row.next()
        name = try row.next()
        rooms = Set(try row.json([String].self).map(RealtimeRoom.init))
        payload = try row.json()
        at = try row.next()
        frame = WebSocketFrame(text: Self.document(name, id: position, payload, at).bytes)
    }
}
