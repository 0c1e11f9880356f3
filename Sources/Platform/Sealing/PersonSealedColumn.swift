import Kernel
import Store

/// A column of values encrypted with the key of the person they belong to, each bound to its row and person.
package struct PersonSealedColumn: Sendable {
    package let table: StaticString
    package let column: StaticString
    /// The column that identifies a row.
    package let key: StaticString
    /// The column with the account of a row.
    package let account: StaticString

    package init(_ table: StaticString, _ column: StaticString, key: StaticString, account: StaticString) {
        self.table = table
        self.column = column
        self.key = key
        self.account = account
    }

    package var name: String { "\(table).\(column)" }

    /// Only in transactions that write: it makes the person's key where there is none.
    package func seal<Row>(
        _ text: some Sequence<UInt8>,
        in row: ID<Row>,
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> [UInt8] {
        try seal(text, in: row, with: PersonKey.of(account, at: site, tx))
    }

    package func open<Row>(
        _ sealed: [UInt8],
        in row: ID<Row>,
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> [UInt8] {
        try open(sealed, in: row, with: PersonKey.find(account, at: site, tx))
    }

    /// For many values of one person.
    package func seal<Row>(
        _ text: some Sequence<UInt8>,
        in row: ID<Row>,
        with key: PersonKey
    ) throws -> [UInt8] {
        try key.ring.seal(text, at: place(of: row, key.account))
    }

    /// For many values of one person; without a key nothing can be opened.
    package func open<Row>(_ sealed: [UInt8], in row: ID<Row>, with key: PersonKey?) throws -> [UInt8] {
        guard let key, let text = key.ring.open(sealed, at: place(of: row, key.account)) else {
            throw SealedValueUnreadable(column: name)
        }
        return text
    }

    private func place<Row>(of row: ID<Row>, _ account: ID<Account>) -> String {
        "\(table)|\(column)|\(row)|\(account)"
    }
}
