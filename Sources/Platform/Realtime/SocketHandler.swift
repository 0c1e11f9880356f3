import Kernel
import Logging
import Web

/// A product's answer to one kind of event from Socket.IO clients.
///
/// Its arguments are one JSON object, checked as the body of a request is; its answer is acknowledged as `{ok: true, …}`,
/// a refusal as `{ok: false, code}`.
package struct SocketHandler: Sendable {
    package let event: String
    let permission: Permission
    let answer: @Sendable (SocketCall, _ arguments: JSONValue) async throws -> SocketAnswer

    package init<Arguments: Body>(
        _ event: String,
        _ permission: Permission,
        _ answer: @escaping @Sendable (SocketCall, Arguments) async throws -> SocketAnswer
    ) {
        self.event = event
        self.permission = permission
        self.answer = { call, arguments in
            try await answer(call, JSON.read(Arguments.self, from: Self.named(arguments).bytes))
        }
    }

    /// The members by their names in JSON bodies: clients of Socket.IO write `chatId` for `chat_id`.
    private static func named(_ arguments: JSONValue) -> JSONValue {
        guard let object = arguments.objectValue else { return arguments }
        var named = JSONObject()
        for member in object.members { named[snakeCased(member.name)] = member.value }
        return .object(named)
    }
}

/// The acknowledgement of an event, with the work that follows it.
package struct SocketAnswer: Sendable {
    let members: JSONValue
    let afterwards: (@Sendable () async -> Void)?

    /// `afterwards` runs once the client has been answered.
    package init(_ members: JSONValue = .object([:]), afterwards: (@Sendable () async -> Void)? = nil) {
        self.members = members
        self.afterwards = afterwards
    }

    package static let done = SocketAnswer()

    var message: SocketIOMessage {
        var document: JSONValue = ["ok": true]
        for member in members.objectValue?.members ?? [] { document[member.name] = member.value }
        var message = SocketIOMessage([document])
        message.afterwards = afterwards
        return message
    }

    static let unknownEvent: SocketIONamespace.Handle = { _, _ in refused("unknown_event") }

    static func refused(_ code: String) -> SocketIOMessage {
        SocketIOMessage([["ok": false, "code": .string(code)]])
    }
}

/// An event from a Socket.IO client: the admitted call, and the client's place in this process.
package struct SocketCall: Sendable {
    package let call: Call
    let hub: RealtimeHub
    let ticket: Int
    /// The number of known changes of permissions before the call was admitted.
    let moves: Int

    /// Refuses the event above the limit of the account.
    package func consume(_ limit: RateLimit) throws {
        try hub.pace.consume(limit, by: call.account, at: call.now)
    }

    /// Whether the account's last event of this kind is long enough ago; counts this one when it is.
    package func isDue(_ kind: String, every interval: Duration) throws -> Bool {
        try hub.pace.isDue(kind, of: call.account, every: interval, at: call.now)
    }

    package func isIn(_ room: RealtimeRoom) -> Bool { hub.isIn(room, ticket) }

    /// Has the client receive the events of a room after `position`, which `isNew` accepts.
    ///
    /// Read `position` (``Realtime/position(_:)``) in the transaction that read the answer to the client: then it misses
    /// nothing and receives nothing twice.
    package func join(
        _ room: RealtimeRoom,
        after position: Int64,
        where isNew: @escaping @Sendable (RealtimeEvent) -> Bool
    ) {
        hub.join(room, ticket, asOf: moves, JoinedRoom(position: position, isUnknown: isNew))
    }

    package func leave(_ room: RealtimeRoom) { hub.leave(room, ticket) }

    /// Sends an event to the others in a room; it is not stored, and absent clients never receive it.
    package func whisper(_ event: String, _ payload: JSONValue, to room: RealtimeRoom) async {
        await hub.whisper(event, payload, to: room, but: ticket)
    }
}
