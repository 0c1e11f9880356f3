import Kernel
import Store

/// The messages about one thing that one circle of people reads, numbered in the order in which they were written.
///
/// They stand in a table of the product's own, so that they go when that thing goes: it has the columns of ``Message`` and those
/// that tell the conversations apart, with a unique index over these and `seq`. Who reads and who writes is the product's to say,
/// by the thing that it finds for its caller.
package struct Conversation: Sendable {
    let table: SQL
    let columns: SQL
    let values: SQL

    /// As `Conversation(in: "chat_message", where: "chat_id", is: "\(chat.id)")`, with commas where it takes several columns.
    package init(in table: SQL, where columns: SQL, is values: SQL) {
        self.table = table
        self.columns = columns
        self.values = values
    }

    /// Of messages that are written at once each gets a number of its own, without gaps.
    package func write(_ text: MessageText, by actor: Actor, _ tx: borrowing Tx) throws -> Message {
        let id = tx.newID(of: Message.self)
        try tx.execute(
            """
            INSERT INTO \(table) (id, \(columns), seq, author_id, author_role, body, written_at)
            SELECT \(id), \(values), COALESCE(MAX(m.seq), 0) + 1, \(actor.account), \(actor.role.name), \(text), \(tx.now)
              FROM \(table) m WHERE \(isHere)
            """
        )
        return try tx.one("SELECT \(Message.columns) FROM \(table) m WHERE m.id = \(id)")
    }

    /// Oldest first, as a conversation is read.
    package func list(_ page: PageRequest, _ tx: borrowing Tx) throws -> Page<Message> {
        try tx.page(
            page,
            "SELECT \(Message.columns) FROM \(table) m WHERE \(isHere)",
            order: SortOrder(.ascending("seq", \.seq))
        )
    }

    private var isHere: SQL { "(\(columns)) = (\(values))" }
}
