import Kernel
import Store
import Web

/// Something that happened, numbered in the order of the commits.
package struct RealtimeEvent: Sendable {
    /// What a client names to hear everything after it.
    package let position: Int64
    package let name: String
    package let rooms: Set<RealtimeRoom>
    package let payload: JSONValue
    package let at: Instant
    /// For every listener the same.
    let frame: WebSocketFrame

    /// As a listener reads it.
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
