import Kernel
import Store
import Web

package typealias MessageText = Text<1, 4000>

/// One message of a conversation; it is never changed.
package struct Message: View {
    package let id: ID<Message>
    /// Its place in the conversation, from 1.
    package let seq: Int
    package let authorId: ID<Account>?
    package let authorRole: String
    package let text: String
    package let writtenAt: Instant
}

extension Message: Record {
    package static let columns: SQL = "m.id, m.seq, m.author_id, m.author_role, m.body, m.written_at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        seq = try row.next()
        authorId = try row.next()
        authorRole = try row.next()
        text = try row.next()
        writtenAt = try row.next()
    }
}

package struct NewMessage: Body {
    package var text: MessageText
}
