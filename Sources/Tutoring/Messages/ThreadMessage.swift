import Kernel
import Platform
import Store

/// A message of a thread, as its members read it before the first payment.
struct ThreadMessage: NumberedMessage, Sendable {
    let id: ID<Message>
    let thread: ID<Thread>
    let seq: Int
    let author: ID<Account>
    /// Masked when the original is kept.
    let body: String
    /// The text with its contact data, sealed with the author's key; nil when nothing was hidden.
    let original: [UInt8]?
    let files: [ID<UserFile>]
    let clientID: String?
    let writtenAt: Instant

    static let sealedOriginal = PersonSealedColumn(
        "thread_message",
        "original",
        key: "id",
        account: "author_id"
    )

    static let columns: SQL = "id, thread_id, seq, author_id, body, original, files, client_id, written_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        thread = try row.next()
        seq = try row.next()
        author = try row.next()
        body = try row.next()
        original = try row.next()
        files = try row.json()
        clientID = try row.next()
        writtenAt = try row.next()
    }

    /// The text as the author wrote it; nil after the author's erasure, which destroys the key.
    func text(at site: Site, _ tx: borrowing Tx) throws -> String? {
        guard let original else { return body }
        guard let key = try PersonKey.find(author, at: site, tx) else { return nil }
        return String(decoding: try Self.sealedOriginal.open(original, in: id, with: key), as: UTF8.self)
    }
}

extension Thread {
    /// Writes a message of the caller, once for each client identifier.
    func send(
        _ new: NewThreadMessage,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> (message: ThreadMessage, isNew: Bool) {
        let author = try call.account
        if let known: ThreadMessage = try conversation.find(new.clientId, by: author, tx) {
            let isSame = try known.text(at: call.site, tx) == new.text.rawValue
            guard isSame, known.files == new.fileIds ?? [] else { throw Problem(.clientIDReused) }
            return (known, false)
        }
        try Quota.messagesAMinute.consume(on: id.cast(), as: call, tx)
        let reader = other(than: author)
        try SharedFiles.give(new.fileIds, to: reader, as: call, tx)
        let message = try write(new, by: author, as: call, tx)
        try tx.execute("UPDATE thread SET updated_at = \(tx.now) WHERE id = \(id)")
        try announce(message, tx)
        try UnreadMail.plan(for: reader, in: self, tx)
        return (message, true)
    }

    private func write(
        _ new: NewThreadMessage,
        by author: ID<Account>,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> ThreadMessage {
        let (messageID, text) = (tx.newID(of: Message.self), new.text.rawValue)
        let (shown, hits) = isRevealed ? (text, 0) : Masking.mask(text, .italian)
        var original: [UInt8]?
        if hits > 0 {
            original = try ThreadMessage.sealedOriginal.seal(
                text.utf8,
                in: messageID,
                of: author,
                at: call.site,
                tx
            )
        }
        return try conversation.write(
            MessageDraft(
                shown,
                messageID,
                clientID: new.clientId,
                with: [("original", "\(original)"), ("files", "\(json: new.fileIds ?? [])")]
            ),
            by: call.actor,
            tx
        )
    }

    /// Tells the members' connected clients the number of a new message.
    private func announce(_ message: ThreadMessage, _ tx: borrowing Tx) throws {
        let payload: JSONValue = [
            "thread_id": .string(id.description), "seq": .integer(Int64(message.seq)),
        ]
        try Realtime.publish("message:new", to: members.map(RealtimeRoom.account), payload, tx)
    }

    /// Records that a member has read the messages through a number; it never goes back.
    func markRead(through seq: Int, by reader: ID<Account>, _ tx: borrowing Tx) throws {
        let last = min(seq, lastSeq)
        guard last > 0 else { return }
        _ = try conversation.read(through: last, by: reader, tx)
    }
}

extension Quota {
    /// The two members write twice as many together, so the newest messages of the thread are enough to count.
    static let messagesAMinute = Quota(
        "tutoring.messages_a_minute",
        .messageUse,
        most: 30,
        .window(.minutes(1)),
        counting: .rows(weight: "1", at: "m.written_at") { holder in
            """
            (SELECT author_id, written_at FROM thread_message WHERE thread_id = \(holder.subject) ORDER BY seq DESC LIMIT 60) m
             WHERE m.author_id = \(holder.account)
            """
        },
        counted: [
            "it": "messaggi al minuto in una conversazione", "en": "messages in one thread in a minute",
        ],
        frees: ["it": "Il limite si libera da solo.", "en": "It frees by itself."],
        because: "Faster than anybody types; each message can cost the other side a notification."
    )

    static let threadsADay = Quota(
        "tutoring.threads_a_day",
        .messageUse,
        most: 40,
        .window(.hours(24)),
        counting: .uses,
        counted: ["it": "nuove conversazioni in 24 ore", "en": "new threads in 24 hours"],
        frees: inTime,
        because: "A student who compares tutors asks a dozen; more is advertising."
    )
}
