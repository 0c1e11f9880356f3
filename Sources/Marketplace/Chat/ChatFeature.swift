import Kernel
import Platform
import Web

extension Feature {
    static let chats = Feature(
        routes: ChatRoutes.rows.tagged("Chat"),
        migrations: Chat.migrations,
        lifecycles: [Chat.lifecycle.table(named: Chat.kind)],
        effects: Chat.effects,
        deadlines: Chat.deadlines,
        jobs: [UnreadMail.self],
        problems: [.noDealings, .chatClosed, .notJoined, .clientIDReused],
        quotas: [.messagesAMinute],
        bounds: [
            Bound("POST /chat", because: "one chat of each provider with dealings, whose quotes are bounded"),
            Bound("POST /chat/{id}/messages", .messagesAMinute),
            Bound("PUT /chat/{id}/read", because: "one row of each member, which only grows"),
            Bound("PUT /chat/{id}/close", because: "moves an existing chat"),
        ],
        personalData: Chat.personalData,
        retention: [Chat.retention],
        templates: [.messageReceived, .messageUnread, .chatClosed],
        personSealed: [ChatMessage.sealedOriginal],
        audit: ChatAction.self
    )
}
