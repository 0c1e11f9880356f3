import Kernel
import Platform
import Store

/// The platform's share of the price of a company's goods, in hundredths of a percent (750 is 7.5 %).
typealias CommissionRate = Ranged<0, 10000>

/// A wholesale company that sells on the site.
struct Company: Sendable {
    let id: ID<Company>
    var name: Name
    var description: Wording<1, 2000>?
    var phone: PhoneNumber?
    var email: EmailAddress?
    var address: Line<1, 300>?
    /// Applies to new orders; an order keeps the commission in force when it was placed.
    var commission: CommissionRate
    /// Whether its products can be bought.
    let isActive: Bool
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int
}

extension Company: LifecycleSubject {
    static let kind = "company"

    /// Whether a company sells.
    enum Status: String, Codable, CaseIterable, Sendable {
        /// Its products can be bought.
        case active
        /// Its products are hidden from buyers.
        case inactive
    }

    /// A change of a company's status.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// Lets the company sell again.
        case activate
        /// Stops the company from selling.
        case deactivate
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Company, Status, Event>(start: .active) {
        // event         from             to             needs
        On(.deactivate,  from: .active,   to: .inactive, needs: .companyManage)
        On(.activate,    from: .inactive, to: .active,   needs: .companyManage)
    }

    var status: Status { isActive ? .active : .inactive }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Company {
        try tx.changeOne(
            """
            UPDATE company SET is_active = \(status == .active), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }
}

extension Company: Record {
    static let columns: SQL =
        """
        c.id, c.name, c.description, c.phone, c.email, c.address, c.commission, c.is_active, c.created_at, c.updated_at,
        c.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.json()
        description = try row.json()
        phone = try row.next()
        email = try row.next()
        address = try row.next()
        commission = try row.next()
        isActive = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }
}
