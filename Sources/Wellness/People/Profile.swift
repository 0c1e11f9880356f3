import Kernel
import Platform
import Store

typealias PersonName = Line<1, 100>

/// The name of a person; everything else about them has a table of its own.
struct Profile: Sendable {
    let account: ID<Account>
    var firstName: PersonName
    var lastName: PersonName
    let createdAt: Instant
    private(set) var updatedAt: Instant
    private(set) var version: Int

    init(of account: ID<Account>, _ firstName: PersonName, _ lastName: PersonName, at now: Instant) {
        self.account = account
        self.firstName = firstName
        self.lastName = lastName
        createdAt = now
        updatedAt = now
        version = 1
    }
}

extension Profile {
    static func find(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Profile {
        try tx.one("SELECT \(columns) FROM person p WHERE p.account_id = \(account)")
    }

    func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO person (account_id, first_name, last_name, search_text, created_at, updated_at, version)
            VALUES (\(account), \(firstName), \(lastName), \(searchText), \(createdAt), \(updatedAt), \(version))
            """
        )
    }

    /// Fails with ``Problem/Code/stale`` after a change by someone else.
    func save(_ tx: borrowing Tx) throws -> Profile {
        try tx.changeOne(
            """
            UPDATE person
               SET first_name = \(firstName), last_name = \(lastName), search_text = \(searchText),
                   updated_at = \(tx.now), version = version + 1
             WHERE account_id = \(account) AND version = \(version)
            """
        )
        return try Self.find(account, tx)
    }

    private var searchText: String { SearchText.stored([firstName.rawValue, lastName.rawValue]) }

    /// People are found by first and last name, in either order.
    static let searched = SearchedTable("person", key: "account_id", columns: "first_name, last_name") {
        row in
        SearchText.stored([try row.next(String.self), try row.next(String.self)])
    }

    static let migration = Migration(
        id: "wellness/people-001",
        """
        CREATE TABLE person (
            account_id {id} PRIMARY KEY REFERENCES account (id),
            first_name {text} NOT NULL,
            last_name {text} NOT NULL,
            search_text {text} NOT NULL,
            search_old {int},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};
        CREATE INDEX person_search_old ON person (account_id) WHERE search_old = 1;
        """
    )
}

extension Profile: Record {
    static let columns: SQL = "p.account_id, p.first_name, p.last_name, p.created_at, p.updated_at, p.version"

    init(_ row: inout Row) throws {
        account = try row.next()
        firstName = try row.next()
        lastName = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }
}
