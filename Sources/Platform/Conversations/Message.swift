import Kernel
import Store
import Web

/// The text of a message.
package typealias MessageText = Text<1, 4000>

/// One message of a conversation; it is never changed.
package struct Message: View {
    package let id: ID<Message>
    /// The place in the conversation, from 1, without gaps.
    package let seq: Int
    /// The account that wrote it; absent for a program.
    package let authorId: ID<Account>?
    /// The role of the author at that time.
    package let authorRole: String
    /// As plain text, with line breaks.
    package let text: String
    /// The time at which the server accepted the message.
    package let writtenAt: Instant
}

extension Message: Record {
    package static let columns: SQL = "id, seq, author_id, author_role, body, written_at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        seq = try row.next()
        authorId = try row.next()
        authorRole = try row.next()
        text = try row.next()
        writtenAt = try row.next()
    }
}

/// A message to write.
package struct NewMessage: Body {
    /// As plain text, with line breaks.
    package var text: MessageText
}
