import Crypto
import Kernel
import Store

/// The key of one person's sealed values: made at first use, stored wrapped, destroyed with the account.
package struct PersonKey: Sendable {
    /// The only version so far; it stands in every value, so that keys can be replaced in the future.
    private static let version: UInt32 = 1

    let account: ID<Account>
    /// A value begins with the byte 1 and the version of the key (4 bytes).
    let ring: SealingKeys

    private init(_ wrapped: WrappedKey, at site: Site) throws {
        guard let key = site.fieldKeys.unwrap(wrapped) else {
            throw SealedValueUnreadable(column: "person_key.wrapped")
        }
        account = wrapped.account
        ring = SealingKeys(key, numbered: wrapped.version)
    }

    /// Nil for a person of whom nothing has been sealed.
    package static func find(
        _ account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> PersonKey? {
        try WrappedKey.find(account, tx).map { try PersonKey($0, at: site) }
    }

    /// The key of the person, made where there is none; only for transactions that write.
    ///
    /// An account that was erased meanwhile gets none, so that its values cannot be stored.
    package static func of(
        _ account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> PersonKey {
        if let key = try find(account, at: site, tx) { return key }
        let fresh = SymmetricKey(size: .bits256)
        try site.fieldKeys.wrap(fresh, of: account, version: version).insert(tx)
        guard let key = try find(account, at: site, tx) else { throw Problem(.notFound) }
        return key
    }

    /// The numbers of people's keys by the field key that wraps them, the most used first.
    package static func counts(_ tx: borrowing Tx) throws -> [KeyCount] {
        try tx.all("SELECT p.key_id, COUNT(*) FROM person_key p GROUP BY p.key_id ORDER BY 2 DESC, 1")
    }

    /// The ids of field keys that wrap keys of people and that the site does not have.
    package static func missing(from keys: FieldKeys, _ tx: borrowing Tx) throws -> [KeyCount] {
        try WrappedKey.uses(tx).filter { !keys.knows($0) }.map { KeyCount(id: $0.keyID, count: $0.count) }
    }
}

/// A field key and the number of people's keys that it wraps.
package struct KeyCount: RowDecodable, Codable, Sendable, Equatable {
    /// The id of the key in `PORTICO_FIELD_KEYS`; `0` for the one derived from the secret.
    package var id: String
    /// The number of people whose key it wraps.
    package var count: Int

    init(id: String, count: Int) {
        self.id = id
        self.count = count
    }

    package init(_ row: inout Row) throws {
        id = try row.next()
        count = try row.next()
    }
}
