import Kernel
import Store

/// The key of a person as it is stored: encrypted by a field key.
struct WrappedKey: RowDecodable {
    let account: ID<Account>
    let version: UInt32
    /// The id of the field key.
    let keyID: String
    let wrapped: [UInt8]

    static let columns: SQL = "p.account_id, p.version, p.key_id, p.wrapped"

    init(account: ID<Account>, version: UInt32, keyID: String, wrapped: [UInt8]) {
        self.account = account
        self.version = version
        self.keyID = keyID
        self.wrapped = wrapped
    }

    init(_ row: inout Row) throws {
        account = try row.next()
        version = UInt32(truncatingIfNeeded: try row.next(Int64.self))
        keyID = try row.next()
        wrapped = try row.next()
    }

    static func find(_ account: ID<Account>, _ tx: borrowing Tx) throws -> WrappedKey? {
        try tx.first("SELECT \(columns) FROM person_key p WHERE p.account_id = \(account)")
    }

    /// Does nothing when the account has a key already, or is erased.
    func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO person_key (account_id, version, key_id, wrapped, made_at)
            SELECT a.id, \(Int64(version)), \(keyID), \(wrapped), \(tx.now)
              FROM account a WHERE a.id = \(account) AND a.state <> 'deleted'
            ON CONFLICT (account_id) DO NOTHING
            """
        )
    }

    /// Compare and set: false when the row has changed since it was read, or is gone.
    func replaced(by other: WrappedKey, _ tx: borrowing Tx) throws -> Bool {
        try tx.execute(
            """
            UPDATE person_key SET key_id = \(other.keyID), wrapped = \(other.wrapped)
             WHERE account_id = \(account) AND wrapped = \(wrapped)
            """
        ) == 1
    }
}

extension WrappedKey {
    /// A field key that wraps keys of people, and how many.
    struct Use: RowDecodable {
        let keyID: String
        let header: [UInt8]
        let count: Int

        init(_ row: inout Row) throws {
            keyID = try row.next()
            header = try row.next()
            count = try row.next()
        }
    }

    static func uses(_ tx: borrowing Tx) throws -> [Use] {
        try tx.all(
            """
            SELECT p.key_id, substr(p.wrapped, 1, 5), COUNT(*) FROM person_key p
             GROUP BY p.key_id, substr(p.wrapped, 1, 5) ORDER BY 1, 2
            """
        )
    }
}
