import Kernel
import Platform
import Store

extension RealtimeRoom {
    /// The clients that have joined a chat.
    static func chat(_ id: ID<Chat>) -> RealtimeRoom { RealtimeRoom("chat:\(id)") }

    /// The chat of a room; nil for other rooms.
    var chat: ID<Chat>? {
        name.hasPrefix("chat:") ? ID<Chat>(String(name.dropFirst(5))) : nil
    }
}

/// The events that connected clients receive; all are stored but typing.
enum LiveEvents {
    static func newMessage(_ message: ChatMessage, in chat: Chat, _ tx: borrowing Tx) throws {
        let view = try JSON.value(of: ChatMessageView(message))
        try Realtime.publish("new_message", to: rooms(of: chat), ["message": view], tx)
    }

    static func chatClosed(_ chat: Chat, _ tx: borrowing Tx) throws {
        try Realtime.publish("chat_closed", to: rooms(of: chat), ["chatId": .id(chat.id)], tx)
    }

    static func chatRead(
        _ chat: Chat,
        by reader: ID<Account>,
        through seq: Int,
        _ tx: borrowing Tx
    ) throws {
        let payload: JSONValue = [
            "chatId": .id(chat.id), "userId": .id(reader), "seq": .integer(Int64(seq)),
        ]
        try Realtime.publish("chat_read", to: rooms(of: chat), payload, tx)
    }

    /// For the two sides of the job; providers who have only quoted may no longer see it.
    static func jobUpdated(_ job: Job, _ tx: borrowing Tx) throws {
        let sides = [job.customer, job.providerAccount, job.former?.account].compactMap(\.self)
        let payload: JSONValue = ["jobId": .id(job.id), "state": .string(job.status.rawValue)]
        try Realtime.publish("job_updated", to: Set(sides).map(RealtimeRoom.account), payload, tx)
    }

    static func typing(by account: ID<Account>, in chat: ID<Chat>) -> JSONValue {
        ["userId": .id(account), "chatId": .id(chat)]
    }

    /// The clients that have joined on Socket.IO, and the members on the WebSocket, which joins nothing.
    private static func rooms(of chat: Chat) -> [RealtimeRoom] {
        [.chat(chat.id)] + chat.members.map(RealtimeRoom.stream)
    }
}

extension JSONValue {
    fileprivate static func id<Entity>(_ id: ID<Entity>) -> JSONValue { .string(id.description) }
}
