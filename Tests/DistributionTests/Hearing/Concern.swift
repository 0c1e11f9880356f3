import Kernel
import Platform
import Store
import TestKit

@testable import Distribution

/// The parties of a record, and the permission to read it.
struct Concern: Sendable {
    let permission: Permission
    private(set) var customer: ID<Account>?
    private(set) var company: ID<Company>?
    private(set) var zones: Set<ID<DeliveryZone>> = []

    /// The permission to read the record of each event that the product has.
    static let permissions: [String: Permission] = [
        "order:new": .orderRead, "order:updated": .orderRead, "stock:low": .stockRead,
        "stock:out": .stockRead,
        "payout:new": .payoutRead, "payout:updated": .payoutRead, "settlement:new": .payoutRead,
        "settlement:updated": .payoutRead,
    ]

    private init(permission: Permission) {
        self.permission = permission
    }

    /// Read from the tables, not from the rooms of the event.
    static func of(_ event: RealtimeEvent, _ tx: borrowing Tx) throws -> Concern {
        guard let permission = permissions[event.name] else {
            throw TestFailure("nobody has said who may hear \(event.name)")
        }
        var concern = Concern(permission: permission)
        let record: ID<Subject>? = event.payload["id"]?.stringValue.flatMap { ID<Subject>($0) }
        if event.name.hasPrefix("order:") {
            try tx.forEach("SELECT customer_id, company_id, zone_id FROM sales_order WHERE id = \(record)") {
                concern.customer = try $0.next(ID<Account>.self)
                concern.company = try $0.next(ID<Company>.self)
                concern.zones = [try $0.next(ID<DeliveryZone>.self)]
            }
        } else if event.name.hasPrefix("stock:") {
            let product: ID<Subject>? = event.payload["product_id"]?.stringValue.flatMap { ID<Subject>($0) }
            let company: ID<Company>? = try tx.value("SELECT company_id FROM product WHERE id = \(product)")
            let delivered: [ID<DeliveryZone>] = try tx.values(
                "SELECT zone_id FROM company_zone WHERE company_id = \(company)"
            )
            let chosen: [ID<DeliveryZone>] = try tx.values(
                "SELECT zone_id FROM product_zone WHERE product_id = \(product)"
            )
            concern.company = company
            concern.zones = chosen.isEmpty ? Set(delivered) : Set(delivered).intersection(chosen)
        } else if event.name.hasPrefix("payout:") {
            concern.company = try tx.value("SELECT company_id FROM payout WHERE id = \(record)")
        } else {
            concern.company = try tx.value("SELECT company_id FROM settlement WHERE id = \(record)")
        }
        return concern
    }
}

/// A person's place in the market.
struct Standing: RowDecodable {
    let account: ID<Account>
    let role: Role
    private let company: ID<Company>?
    /// The zones that a location admin runs.
    private var zones: Set<ID<DeliveryZone>> = []

    init(_ row: inout Row) throws {
        account = try row.next()
        role = Role(try row.next())
        company = try row.next()
    }

    /// By the cell of the matrix.
    func sees(_ concern: Concern) -> Bool {
        switch access.reach(of: role, concern.permission) {
        case .all: true
        case .area where role.runsZones: !zones.isDisjoint(with: concern.zones)
        case .area: company != nil && company == concern.company
        case .own: concern.customer == account
        case .assigned, .none: false
        }
    }

    static func of(_ person: Person, _ tx: borrowing Tx) throws -> Standing {
        var standing: Standing = try tx.one(
            """
            SELECT a.id, a.role, m.company_id FROM account a LEFT JOIN member m ON m.account_id = a.id
             WHERE a.email = \(person.email)
            """
        )
        let zones: [ID<DeliveryZone>] = try tx.values(
            "SELECT zone_id FROM admin_zone WHERE account_id = \(standing.account)"
        )
        standing.zones = Set(zones)
        return standing
    }
}

extension World {
    /// The places of everyone.
    func standings() async throws -> [Person: Standing] {
        try await db.read { tx in
            var standings: [Person: Standing] = [:]
            for person in Person.everyone { standings[person] = try Standing.of(person, tx) }
            return standings
        }
    }
}
