import Kernel
import Platform
import Store
import Web

extension RealtimePolicy {
    /// Chats and job states, on `/ws` and Socket.IO.
    static let marketplace = RealtimePolicy(
        path: "/ws",
        socketPath: "/socket.io/",
        events: ChatSockets.events,
        staying: ChatSockets.staying
    )
}

/// The events that clients send about chats; a refusal is the code that REST has.
enum ChatSockets {
    // swift-format-ignore
    static let events = [
        SocketHandler("join_chat",    .chatWrite, join),
        SocketHandler("send_message", .chatWrite, send),
        SocketHandler("typing",       .chatWrite, typing),
        SocketHandler("leave_chat",   .chatWrite, leave),
        SocketHandler("read",         .chatWrite, read),
    ]

    private static let joins = RateLimit("chat-joins", 20, per: .minutes(1))
    /// Far more than people read: each takes a writing transaction.
    private static let receipts = RateLimit("chat-receipts", 240, per: .minutes(1))
    private static let typingPause = Duration.seconds(2)
    fileprivate static let mostMessages = 200

    /// The chats of which the account is still a member.
    static func staying(
        _ actor: Actor,
        in rooms: Set<RealtimeRoom>,
        _ tx: borrowing Tx
    ) throws -> Set<RealtimeRoom> {
        guard let account = actor.account else { return [] }
        let chats = rooms.compactMap(\.chat)
        let ids: [ID<Chat>] = try tx.values(
            "SELECT c.id FROM \(Chat.source) WHERE c.id \(in: chats) AND \(Chat.hasMember(account))"
        )
        return Set(ids.map(RealtimeRoom.chat))
    }

    /// A chat to join.
    struct Join: Body {
        /// The chat.
        var chatId: ID<Chat>
        /// The number of the last message that the client has; without it the answer has the newest messages.
        var after: MessageNumber?
    }

    static func join(_ socket: SocketCall, _ wanted: Join) async throws -> SocketAnswer {
        try socket.consume(joins)
        let call = socket.call
        // Everything that throws is inside: the optimiser of Swift 6.3.1 crashes on `JSON.value` after the `await`.
        let (position, chat, answer) = try await call.db.read { tx in
            let position = try Realtime.position(tx)
            let chat = try Chat.find(wanted.chatId, ofMember: call.account, tx)
            return (position, chat, try chat.answer(toJoining: wanted, call, tx))
        }
        return SocketAnswer(answer) {
            socket.join(.chat(chat.id), after: position) { $0.isLater(than: chat.lastSeq) }
        }
    }

    /// A message to write.
    struct Send: Body {
        /// The chat.
        var chatId: ID<Chat>
        /// As plain text, with line breaks.
        var message: MessageText
        /// The client's name for the message: a repetition with the same one writes nothing.
        var clientId: MessageClientID?
    }

    static func send(_ socket: SocketCall, _ wanted: Send) async throws -> SocketAnswer {
        let call = socket.call
        // As in `join`.
        return try await call.db.write { tx in
            let chat = try Chat.find(wanted.chatId, ofMember: call.account, tx)
            let message = try chat.send(wanted.message, wanted.clientId, as: call, tx).message
            return SocketAnswer(["message": try JSON.value(of: chat.view(message, for: call, tx))])
        }
    }

    /// A chat.
    struct Place: Body {
        /// The chat.
        var chatId: ID<Chat>
    }

    static func typing(_ socket: SocketCall, _ place: Place) async throws -> SocketAnswer {
        let room = RealtimeRoom.chat(place.chatId)
        guard socket.isIn(room) else { throw Problem(.notJoined) }
        let account = try socket.call.account
        // More often than the others need to know: dropped in silence.
        guard try socket.isDue("typing:\(place.chatId)", every: typingPause) else { return .done }
        await socket.whisper("user_typing", LiveEvents.typing(by: account, in: place.chatId), to: room)
        return .done
    }

    static func leave(_ socket: SocketCall, _ place: Place) async throws -> SocketAnswer {
        socket.leave(.chat(place.chatId))
        return .done
    }

    /// How far the client has read.
    struct Receipt: Body {
        /// The chat.
        var chatId: ID<Chat>
        /// The number of the last message that was read; it never goes back.
        var seq: MessageNumber
    }

    static func read(_ socket: SocketCall, _ receipt: Receipt) async throws -> SocketAnswer {
        try socket.consume(receipts)
        let call = socket.call
        try await call.db.write { tx in
            let chat = try Chat.find(receipt.chatId, ofMember: call.account, tx)
            try chat.markRead(through: receipt.seq.value, by: call.account, tx)
        }
        return .done
    }
}

extension Chat {
    fileprivate func answer(
        toJoining wanted: ChatSockets.Join,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> JSONValue {
        let most = ChatSockets.mostMessages
        let found: [ChatMessage] = try conversation.messages(
            after: wanted.after?.value,
            atMost: most + 1,
            tx
        )
        let messages = try found.map { try view($0, for: call, tx) }
        let shown = wanted.after == nil ? messages.suffix(most) : messages.prefix(most)
        return [
            "last_seq": .integer(Int64(lastSeq)),
            "messages": try JSON.value(of: Array(shown)),
            "more": .bool(messages.count > most),
        ]
    }
}

extension RealtimeEvent {
    /// Whether it is no message, or a message after that number.
    fileprivate func isLater(than seq: Int) -> Bool {
        guard let number = payload["message"]?["seq"]?.integerValue else { return true }
        return number > seq
    }
}
