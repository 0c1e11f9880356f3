import Kernel
import Store

/// The messages about one record among one group of readers, numbered in the order of writing.
///
/// They are in a table of the product's own, so that they are deleted with that record: it has the columns of
/// ``Message`` and columns that tell the conversations apart, with a unique index over these and `seq`. The product
/// decides about readers and writers, by the record that it finds for its caller.
package struct Conversation: Sendable {
    let table: SQL
    let columns: SQL
    let values: SQL

    /// As `Conversation(in: "chat_message", where: "chat_id", is: "\(chat.id)")`; several columns with commas.
    package init(in table: SQL, where columns: SQL, is values: SQL) {
        self.table = table
        self.columns = columns
        self.values = values
    }

    /// Writes a message; simultaneous ones each get a number of their own, without gaps.
    package func write(_ text: MessageText, by actor: Actor, _ tx: borrowing Tx) throws -> Message {
        try tx.one(
            """
            INSERT INTO \(table) (id, \(columns), seq, author_id, author_role, body, written_at)
            SELECT \(tx.newID(of: Message.self)), \(values), COALESCE(MAX(m.seq), 0) + 1, \(actor.account), \(actor.role.name), \(text), \(tx.now)
              FROM \(table) m WHERE \(isHere)
            RETURNING \(Message.columns)
            """
        )
    }

    /// The messages, oldest first.
    package func list(_ page: PageRequest, _ tx: borrowing Tx) throws -> Page<Message> {
        try tx.page(
            page,
            "SELECT \(Message.columns) FROM \(table) WHERE \(isHere)",
            order: SortOrder(.ascending("seq", \.seq))
        )
    }

    private var isHere: SQL { "(\(columns)) = (\(values))" }
}
