import Kernel
import Platform
import Store

/// The data of a person in addition to the account, for every role.
struct Profile: Sendable, Equatable {
    let account: ID<Account>
    var firstName: PersonName
    var lastName: PersonName
    /// The picture that others see.
    var avatar: ID<StoredFile>?
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int

    /// The first name and the initial of the last one, as others see a student: without contact data.
    var shortName: String { Self.shortName(firstName.rawValue, lastName.rawValue) }

    static func shortName(_ first: String, _ last: String) -> String {
        let first = Masking.shown(first)
        return last.first.map { "\(first) \($0)." } ?? first
    }
}

extension Profile {
    static func find(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Profile {
        try tx.one("SELECT \(columns) FROM profile p WHERE p.account_id = \(account)")
    }

    /// Writes the row of a person whose account has just been opened.
    static func open(
        _ account: ID<Account>,
        _ firstName: PersonName,
        _ lastName: PersonName,
        _ tx: borrowing Tx
    ) throws {
        let words = SearchText.stored([firstName.rawValue, lastName.rawValue])
        try tx.execute(
            """
            INSERT INTO profile (account_id, first_name, last_name, search_text, created_at, updated_at, version)
            VALUES (\(account), \(firstName), \(lastName), \(words), \(tx.now), \(tx.now), 1)
            """
        )
    }

    /// Fails with ``Platform/Problem/Code/stale`` after a change by someone else.
    func save(_ tx: borrowing Tx) throws -> Profile {
        let words = SearchText.stored([firstName.rawValue, lastName.rawValue])
        try tx.changeOne(
            """
            UPDATE profile
               SET first_name = \(firstName), last_name = \(lastName), search_text = \(words), avatar_id = \(avatar),
                   updated_at = \(tx.now), version = version + 1
             WHERE account_id = \(account) AND version = \(version)
            """
        )
        return try Self.find(account, tx)
    }

    /// People are found by first and last name, in either order.
    static let searched = SearchedTable("profile", key: "account_id", columns: "first_name, last_name") {
        row in
        SearchText.stored([try row.next(String.self), try row.next(String.self)])
    }

    static let migration = Migration(
        id: "tutoring/people-001",
        """
        CREATE TABLE profile (
            account_id {id} PRIMARY KEY REFERENCES account (id),
            first_name {text} NOT NULL,
            last_name {text} NOT NULL,
            avatar_id {id} REFERENCES stored_file (id),
            search_text {text} NOT NULL,
            search_old {int},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};
        CREATE INDEX profile_search_old ON profile (account_id) WHERE search_old = 1;
        CREATE INDEX profile_avatar ON profile (avatar_id) WHERE avatar_id IS NOT NULL;
        """
    )
}

extension Profile: Record {
    static let columns: SQL =
        "p.account_id, p.first_name, p.last_name, p.avatar_id, p.created_at, p.updated_at, p.version"

    init(_ row: inout Row) throws {
        account = try row.next()
        firstName = try row.next()
        lastName = try row.next()
        avatar = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }
}
