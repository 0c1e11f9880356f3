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

/// A message as a row of its table: with the columns of ``Message`` and columns that only this table has.
package protocol NumberedMessage: Record {
    var seq: Int { get }
}

extension Message: NumberedMessage {
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

/// The name that a client gives to a message, so that a repetition does not write it twice.
package typealias MessageClientID = Line<1, 64>

/// A message before it has a number, with the columns that only its table has.
package struct MessageDraft: Sendable {
    let id: ID<Message>
    let text: String
    let clientID: MessageClientID?
    let more: [(column: SQL, value: SQL)]

    package init(
        _ text: String,
        _ id: ID<Message>,
        clientID: MessageClientID? = nil,
        with more: [(column: SQL, value: SQL)] = []
    ) {
        self.id = id
        self.text = text
        self.clientID = clientID
        self.more = more
    }
}
