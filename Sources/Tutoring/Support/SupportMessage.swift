import Kernel
import Platform
import Store

/// A message of a conversation with the support.
struct SupportMessage: Sendable {
    let seq: Int
    let author: Side
    let text: String
    /// The passages of an answer from the content.
    let passages: [SupportPassage]
    let at: Instant

    /// The side that wrote a message.
    enum Side: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The person who asks.
        case asker
        /// The server.
        case bot
        /// An administrator.
        case desk
    }
}

/// A passage of the public content that an answer rests on.
struct SupportPassage: Codable, Hashable, Sendable {
    /// The question of an FAQ, or the title of a page.
    var title: String
    /// The address of the operation that shows it.
    var url: String
    /// The words of the passage.
    var text: String
}

extension SupportMessage: Record {
    static let columns: SQL = "m.seq, m.side, m.body, m.passages, m.at"

    init(_ row: inout Row) throws {
        seq = try row.next()
        author = try row.next()
        text = try row.next()
        passages = try row.json()
        at = try row.next()
    }
}

extension SupportConversation {
    static let mostMessages = 200

    /// The newest messages, in their order.
    func messages(_ tx: borrowing Tx) throws -> [SupportMessage] {
        let newest: [SupportMessage] = try tx.all(
            """
            SELECT \(SupportMessage.columns) FROM support_message m WHERE m.conversation_id = \(id)
             ORDER BY m.seq DESC LIMIT \(Self.mostMessages)
            """
        )
        return newest.reversed()
    }

    /// Adds a message with the next number.
    @discardableResult
    func adding(
        _ text: String,
        by side: SupportMessage.Side,
        _ author: ID<Account>?,
        citing passages: [SupportPassage] = [],
        _ tx: borrowing Tx
    ) throws -> SupportConversation {
        let asked = side == .asker ? tx.now : askedAt
        try tx.changeOne(
            """
            UPDATE support_conversation SET last_seq = last_seq + 1, asked_at = \(asked), updated_at = \(tx.now)
             WHERE id = \(id)
            """
        )
        let next = try Self.find(id, tx)
        try tx.execute(
            """
            INSERT INTO support_message (id, conversation_id, seq, side, author_id, body, passages, at)
            VALUES (\(tx.newID(of: SupportMessage.self)), \(id), \(next.lastSeq), \(side), \(author), \(text),
                    \(json: passages), \(tx.now))
            """
        )
        if side == .asker { try next.watch(tx) }
        return next
    }
}
