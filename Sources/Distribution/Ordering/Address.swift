import Kernel
import Platform
import Store

/// A delivery address of an account; one address of each account is the default.
struct Address: Sendable {
    let id: ID<Address>
    let account: ID<Account>
    var label: Line<1, 60>?
    /// Recipient, phone number and location.
    var place: OrderAddress
    let isDefault: Bool
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int
}

extension Address: Scoped {
    static let kind = "address"
    /// The maximum number of addresses per account.
    static let most = 50

    static func find(_ id: ID<Address>, within scope: Scope, _ tx: borrowing Tx) throws -> Address {
        try tx.one("SELECT \(columns) FROM address d WHERE d.id = \(id) AND \(visible(to: scope))")
    }

    static func findDefault(of account: ID<Account>, _ tx: borrowing Tx) throws -> Address? {
        try tx.first("SELECT \(columns) FROM address d WHERE d.account_id = \(account) AND d.is_default")
    }

    static let visibility = Visibility(own: "d.account_id")

    /// Adds an address; the first one of an account becomes the default in any case.
    static func add(_ new: NewAddress, of account: ID<Account>, _ tx: borrowing Tx) throws -> Address {
        let count = try tx.value(
            "SELECT COUNT(*) FROM address WHERE account_id = \(account)",
            as: Int.self
        )
        guard (count ?? 0) < most else { throw Problem(.tooManyAddresses) }
        let isDefault = new.isDefault == true || count == 0
        if isDefault { try clearDefault(of: account, tx) }
        let id = tx.newID(of: Address.self)
        let place = new.place
        // Waits for another transaction that has just set the default; the conflict then makes this one run again.
        let inserted = try tx.execute(
            """
            INSERT INTO address (id, account_id, label, recipient, phone, city, street, landmark, location, is_default,
                                 created_at, updated_at, version)
            VALUES (\(id), \(account), \(new.label), \(place.recipient), \(place.phone), \(place.city), \(place.street),
                    \(place.landmark), \(json: place.location), \(isDefault), \(tx.now), \(tx.now), 1)
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.conflict) }
        return try find(id, tx)
    }

    func save(_ tx: borrowing Tx) throws -> Address {
        try tx.changeOne(
            """
            UPDATE address
               SET label = \(label), recipient = \(place.recipient), phone = \(place.phone), city = \(place.city),
                   street = \(place.street), landmark = \(place.landmark), location = \(json: place.location),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }

    func madeDefault(_ tx: borrowing Tx) throws -> Address {
        guard !isDefault else { return self }
        try Self.clearDefault(of: account, tx)
        try tx.changeOne(
            """
            UPDATE address SET is_default = \(true), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }

    /// Deletes the address; when it was the default, the newest of the others becomes the default.
    func delete(_ tx: borrowing Tx) throws {
        try tx.changeOne("DELETE FROM address WHERE id = \(id) AND version = \(version)")
        guard isDefault else { return }
        try tx.execute(
            """
            UPDATE address SET is_default = \(true), updated_at = \(tx.now), version = version + 1
             WHERE id = (SELECT d.id FROM address d WHERE d.account_id = \(account)
                          ORDER BY d.created_at DESC, d.id DESC LIMIT 1)
            """
        )
    }

    private static func find(_ id: ID<Address>, _ tx: borrowing Tx) throws -> Address {
        try tx.one("SELECT \(columns) FROM address d WHERE d.id = \(id)")
    }

    private static func clearDefault(of account: ID<Account>, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE address SET is_default = \(false), updated_at = \(tx.now), version = version + 1
             WHERE account_id = \(account) AND is_default
            """
        )
    }
}

extension Address: Record {
    static let columns: SQL =
        """
        d.id, d.account_id, d.label, d.recipient, d.phone, d.city, d.street, d.landmark, d.location, d.is_default,
        d.created_at, d.updated_at, d.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        label = try row.next()
        place = try OrderAddress(
            recipient: row.next(),
            phone: row.next(),
            city: row.next(),
            street: row.next(),
            landmark: row.next(),
            location: row.json()
        )
        isDefault = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }
}
