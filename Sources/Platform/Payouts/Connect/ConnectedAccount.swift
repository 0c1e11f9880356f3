import Kernel
import Store

/// A payee's account at the provider, as it was last read.
package struct ConnectedAccount: Sendable {
    /// The key under which it is opened.
    let id: ID<ConnectedAccount>
    package let account: ID<Account>
    /// Two capital letters; it can never change.
    package let country: String
    /// Nil until the provider has opened it.
    package let reference: String?
    package let isReady: Bool
    /// The provider's words for what is still missing.
    package let requirements: [String]
    package let readAt: Instant?

    package static let kind = "connected_account"
}

extension ConnectedAccount: Record {
    package static let columns: SQL =
        "a.id, a.account_id, a.country, a.reference, a.is_ready, a.requirements, a.read_at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        country = try row.next()
        reference = try row.next()
        isReady = try row.next()
        requirements = try row.json()
        readAt = try row.next()
    }

    package static func find(of account: ID<Account>, _ tx: borrowing Tx) throws -> ConnectedAccount? {
        try tx.first("SELECT \(columns) FROM connected_account a WHERE a.account_id = \(account)")
    }

    static func find(reference: String, _ tx: borrowing Tx) throws -> ConnectedAccount? {
        try tx.first("SELECT \(columns) FROM connected_account a WHERE a.reference = \(reference)")
    }

    /// Its row; an account has one, whose country stays.
    static func ensure(
        of account: ID<Account>,
        in country: String,
        _ tx: borrowing Tx
    ) throws -> ConnectedAccount {
        let id = tx.newID(of: ConnectedAccount.self)
        try tx.execute(
            """
            INSERT INTO connected_account (id, account_id, country, is_ready, requirements, created_at)
            VALUES (\(id), \(account), \(country), \(false), \(json: [String]()), \(tx.now))
            ON CONFLICT (account_id) DO NOTHING
            """
        )
        return try tx.one("SELECT \(columns) FROM connected_account a WHERE a.account_id = \(account)")
    }

    func opened(as reference: String, _ tx: borrowing Tx) throws {
        try tx.execute(
            "UPDATE connected_account SET reference = \(reference) WHERE id = \(id) AND reference IS NULL"
        )
    }

    /// Stores what the provider said, unless something newer is known.
    func update(_ snapshot: ConnectSnapshot, readAt: Instant, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE connected_account
               SET is_ready = \(snapshot.isReady), requirements = \(json: snapshot.requirements), read_at = \(readAt)
             WHERE id = \(id) AND (read_at IS NULL OR read_at <= \(readAt))
            """
        )
    }
}
