import Kernel
import Platform
import Store

/// Notifies a member of messages: in the app at once, by mail when they have not been read for ten minutes.
///
/// Each message that stays unread is mentioned once: further ones before the member reads change nothing.
struct UnreadMail: BackgroundJob {
    static let kind = "marketplace.unread_mail"
    static let policy = JobPolicy(queue: .emails)

    private static let patience = Duration.minutes(10)

    let chat: ID<Chat>
    let reader: ID<Account>

    /// Called in the transaction that writes a message to `reader`.
    static func plan(for reader: ID<Account>, in chat: Chat, _ tx: borrowing Tx) throws {
        try notify(.messageReceived, reader, of: chat, tx)
        try tx.enqueue(
            UnreadMail(chat: chat.id, reader: reader),
            at: tx.now + patience,
            unique: "\(chat.id):\(reader)"
        )
    }

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            let chat = try Chat.find(chat, tx)
            guard let since = try chat.conversation.unreadSince(by: reader, tx) else {
                return .cancel("everything is read")
            }
            let due = since + Self.patience
            guard due <= tx.now else { return .snooze(due - tx.now) }
            try Self.notify(.messageUnread, reader, of: chat, tx)
            return .done
        }
    }

    private static func notify(
        _ template: NoticeTemplate,
        _ reader: ID<Account>,
        of chat: Chat,
        _ tx: borrowing Tx
    ) throws {
        let read = try chat.conversation.lastRead(by: reader, tx)
        try MarketNotice.notify(
            template,
            [reader],
            about: (Chat.kind, chat.id.cast()),
            ["job": chat.title],
            key: "\(chat.id)@\(read)",
            tx
        )
    }
}

// swift-format-ignore
extension NoticeTemplate {
    private static let job = ["job": "Paint the fence"]
    static let messageReceived = NoticeTemplate.market(.message, "received", channels: [.inApp], subject: "New message about {{job}}", "There is a new message in the chat about {{job}}.", preview: job)
    static let messageUnread   = NoticeTemplate.market(.message, "unread", channels: [.email, .sms], subject: "Unread message about {{job}}", "A message in the chat about {{job}} has been waiting for you for ten minutes.", preview: job)
    static let chatClosed      = NoticeTemplate.market(.message, "chat_closed", channels: [.inApp], subject: "The chat about {{job}} is closed", "The chat about {{job}} is closed. Its messages can still be read.", preview: job)
}
