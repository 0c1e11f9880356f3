import Kernel
import Platform
import Store

/// The product's profile of an account: a shop owner's shop and zone, a vendor's company.
struct Member: Sendable {
    let account: ID<Account>
    var name: Line<1, 120>
    var shopName: Line<1, 120>?
    /// Location of the shop as free text; deliveries go to addresses of their own.
    var shopAddress: Line<1, 300>?
    var zone: ID<DeliveryZone>?
    var company: ID<Company>?
    /// The group whose price lists apply.
    var customerGroup: Line<1, 40>?
    let createdAt: Instant
    private(set) var updatedAt: Instant
    private(set) var version: Int

    init(of account: ID<Account>, _ name: Line<1, 120>, at now: Instant) {
        self.account = account
        self.name = name
        createdAt = now
        updatedAt = now
        version = 1
    }
}

extension Member {
    static func find(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Member {
        try tx.one("SELECT \(columns) FROM member m WHERE m.account_id = \(account)")
    }

    func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO member (account_id, name, shop_name, shop_address, zone_id, company_id, customer_group, search_text, created_at, updated_at, version)
            VALUES (\(account), \(name), \(shopName), \(shopAddress), \(zone), \(company), \(customerGroup), \(searchText),
                    \(createdAt), \(updatedAt), \(version))
            """
        )
    }

    /// Fails with ``Problem/Code/stale`` after a change by someone else.
    ///
    /// The realtime rooms of a person depend on this row and on the assigned zones, which never change without saving it.
    func save(_ tx: borrowing Tx) throws -> Member {
        try tx.changeOne(
            """
            UPDATE member
               SET name = \(name), shop_name = \(shopName), shop_address = \(shopAddress), zone_id = \(zone), company_id = \(company),
                   customer_group = \(customerGroup), search_text = \(searchText), updated_at = \(tx.now), version = version + 1
             WHERE account_id = \(account) AND version = \(version)
            """
        )
        try Realtime.roomsChanged(of: account, tx)
        return try Self.find(account, tx)
    }
}

extension Member: Record {
    static let columns: SQL =
        """
        m.account_id, m.name, m.shop_name, m.shop_address, m.zone_id, m.company_id, m.customer_group, m.created_at,
        m.updated_at, m.version
        """

    init(_ row: inout Row) throws {
        account = try row.next()
        name = try row.next()
        shopName = try row.next()
        shopAddress = try row.next()
        zone = try row.next()
        company = try row.next()
        customerGroup = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }
}
