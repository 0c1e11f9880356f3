import Kernel
import Platform
import Store

/// A message of a chat, as its members read it before the job is funded.
struct ChatMessage: NumberedMessage, Sendable {
    let id: ID<Message>
    let chat: ID<Chat>
    let seq: Int
    let sender: ID<Account>
    /// Masked when the original is kept.
    let body: String
    /// The text with its contact data, sealed with the sender's key; nil when nothing was hidden.
    let original: [UInt8]?
    let clientID: String?
    let writtenAt: Instant

    static let sealedOriginal = PersonSealedColumn(
        "chat_message",
        "original",
        key: "id",
        account: "author_id"
    )

    static let columns: SQL = "id, chat_id, seq, author_id, body, original, client_id, written_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        chat = try row.next()
        seq = try row.next()
        sender = try row.next()
        body = try row.next()
        original = try row.next()
        clientID = try row.next()
        writtenAt = try row.next()
    }

    /// The text as the sender wrote it; nil after the sender's erasure, which destroys the key.
    func text(at site: Site, _ tx: borrowing Tx) throws -> String? {
        guard let original else { return body }
        guard let key = try PersonKey.find(sender, at: site, tx) else { return nil }
        return String(decoding: try Self.sealedOriginal.open(original, in: id, with: key), as: UTF8.self)
    }
}

extension Chat {
    /// Writes a message of the caller, once for each client identifier.
    func send(
        _ text: MessageText,
        _ clientID: MessageClientID?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> (message: ChatMessage, isNew: Bool) {
        let sender = try call.account
        if let known: ChatMessage = try conversation.find(clientID, by: sender, tx) {
            guard try known.text(at: call.site, tx) == text.rawValue else { throw Problem(.clientIDReused) }
            return (known, false)
        }
        guard status == .open, !(isProviderBanned && sender == providerAccount) else {
            throw Problem(.chatClosed)
        }
        try Quota.messagesAMinute.consume(on: id.cast(), as: call, tx)
        let message = try write(text, clientID, as: call, tx)
        try LiveEvents.newMessage(message, in: self, tx)
        if let reader = other(than: sender) { try UnreadMail.plan(for: reader, in: self, tx) }
        return (message, true)
    }

    private func write(
        _ text: MessageText,
        _ clientID: MessageClientID?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> ChatMessage {
        let (sender, messageID) = (try call.account, tx.newID(of: Message.self))
        let (shown, hits) = isRevealed ? (text.rawValue, 0) : Masking.mask(text.rawValue)
        let original: [UInt8]? =
            hits == 0
            ? nil
            : try ChatMessage.sealedOriginal.seal(
                text.rawValue.utf8,
                in: messageID,
                of: sender,
                at: call.site,
                tx
            )
        try ContactHits.add(hits, by: sender, in: job, region: region, tx)
        return try conversation.write(
            MessageDraft(shown, messageID, clientID: clientID, with: [("original", "\(original)")]),
            by: call.actor,
            tx
        )
    }
}

extension Quota {
    /// The two members write twice as many together, so the newest messages of the chat are enough to count.
    static let messagesAMinute = Quota(
        "marketplace.messages_a_minute",
        .chatWrite,
        most: 30,
        .window(.minutes(1)),
        counting: .rows(weight: "1", at: "m.written_at") { holder in
            """
            (SELECT author_id, written_at FROM chat_message WHERE chat_id = \(holder.subject) ORDER BY seq DESC LIMIT 60) m
             WHERE m.author_id = \(holder.account)
            """
        },
        counted: ["en": "messages in one chat in a minute"],
        frees: ["en": "It frees by itself."],
        because: "Faster than anybody types; each message can cost the other side a notification."
    )
}
