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
    let counter: Counter?
    let receipts: SQL?

    /// The row that holds the number of the last message in `last_seq`; it belongs to this conversation alone.
    package struct Counter: Sendable {
        let table: SQL
        let row: SQL

        /// As `Counter("chat", "id = \(chat.id)")`.
        package init(_ table: SQL, _ row: SQL) {
            self.table = table
            self.row = row
        }
    }

    /// As `Conversation(in: "chat_message", where: "chat_id", is: "\(chat.id)")`; several columns with commas.
    ///
    /// Without a counter the next number follows from the table. `receipts` is a table with the same columns,
    /// `account_id` and `seq`, for ``read(through:by:_:)``.
    package init(
        in table: SQL,
        where columns: SQL,
        is values: SQL,
        countedIn counter: Counter? = nil,
        receipts: SQL? = nil
    ) {
        self.table = table
        self.columns = columns
        self.values = values
        self.counter = counter
        self.receipts = receipts
    }

    /// Writes a message; simultaneous ones each get a number of their own, without gaps.
    package func write(_ text: MessageText, by actor: Actor, _ tx: borrowing Tx) throws -> Message {
        try insert(MessageDraft(text.rawValue, tx.newID()), by: actor, tx)
    }

    /// The messages, oldest first.
    package func list(_ page: PageRequest, _ tx: borrowing Tx) throws -> Page<Message> {
        try list(page, as: Message.self, tx)
    }

    var isHere: SQL { "(\(columns)) = (\(values))" }
}

extension Conversation {
    /// The message to which its author's client gave this identifier; a repetition is answered with it, or refused with
    /// ``Problem/Code/clientIDReused`` for another text.
    package func find<Row: NumberedMessage>(
        _ clientID: MessageClientID?,
        by author: ID<Account>,
        as _: Row.Type = Row.self,
        _ tx: borrowing Tx
    ) throws -> Row? {
        guard let clientID else { return nil }
        return try tx.first(
            """
            SELECT \(Row.columns) FROM \(table)
             WHERE \(isHere) AND author_id = \(author) AND client_id = \(clientID)
            """
        )
    }

    /// Writes a message with columns that only the product's table has.
    package func write<Row: NumberedMessage>(
        _ draft: MessageDraft,
        by actor: Actor,
        as _: Row.Type = Row.self,
        _ tx: borrowing Tx
    ) throws -> Row {
        try insert(draft, by: actor, tx)
    }

    private func insert<Row: NumberedMessage>(
        _ draft: MessageDraft,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Row {
        let number = try number(tx)
        let source: SQL = counter == nil ? " FROM \(table) m WHERE \(isHere)" : .empty
        let more = draft.more + (draft.clientID.map { [("client_id", "\($0)")] } ?? [])
        let names: SQL = more.reduce(.empty) { "\($0), \($1.column)" }
        let values: SQL = more.reduce(.empty) { "\($0), \($1.value)" }
        return try tx.one(
            """
            INSERT INTO \(table) (id, \(columns), seq, author_id, author_role, body, written_at\(names))
            SELECT \(draft.id), \(self.values), \(number), \(actor.account), \(actor.role.name), \(draft.text), \(tx.now)\(values)
            \(source)
            RETURNING \(Row.columns)
            """
        )
    }

    /// The next number, as an expression.
    private func number(_ tx: borrowing Tx) throws -> SQL {
        guard let counter else { return "COALESCE(MAX(m.seq), 0) + 1" }
        let number: Int? = try tx.value(
            "UPDATE \(counter.table) SET last_seq = last_seq + 1 WHERE \(counter.row) RETURNING last_seq"
        )
        guard let number else { throw Problem(.notFound) }
        return "\(number)"
    }
}
