import Kernel
import Platform
import Store
import Web

/// An administrator, or a shop owner, as administrators see them.
struct AdminView: View {
    var id: ID<Account>
    var email: EmailAddress?
    var phone: PhoneNumber?
    var role: String
    var isActive: Bool
    var name: Line<1, 120>
    var shopName: Line<1, 120>?
    var customerGroup: Line<1, 40>?
    var zones: [UserView.Place<DeliveryZone>]
    var locale: Language
    var lastSeenAt: Instant?
    var createdAt: Instant
    var version: Int

    static func of(_ user: User, in languages: [Language], _ tx: borrowing Tx) throws -> AdminView {
        let (account, member) = (user.account, user.member)
        return AdminView(
            id: account.id,
            email: account.email.isStandIn ? nil : account.email,
            phone: account.phone,
            role: account.role.name,
            isActive: account.state == .active,
            name: member.name,
            shopName: member.shopName,
            customerGroup: member.customerGroup,
            zones: try Titled.zones(of: user, tx).map {
                .init(id: $0.id.cast(), title: $0.title(in: languages))
            },
            locale: account.locale,
            lastSeenAt: try tx.value(
                "SELECT MAX(last_used_at) FROM session WHERE account_id = \(account.id)",
                as: Instant.self
            ),
            createdAt: account.createdAt,
            version: user.version
        )
    }
}

/// How many people there are.
struct PeopleStats: View {
    var admins: Count
    var superAdmins: Count
    var locationAdmins: Count
    var shopOwners: Count
    var vendors: Count
    /// Registered, and not confirmed yet.
    var waiting: Int
    var zones: [ByZone]

    struct Count: Codable, Sendable {
        var total: Int
        var active: Int
    }

    struct ByZone: Codable, Sendable {
        var id: ID<DeliveryZone>
        var title: String
        var admins: Int
        var shopOwners: Int
    }
}

extension Admins {
    static func stats(_ call: Call) async throws -> PeopleStats {
        try await call.db.read { tx in
            let counts: [RoleCount] = try tx.all(
                """
                SELECT a.role, a.state, COUNT(*) FROM \(User.join)
                 WHERE a.state <> \(Account.State.deleted) GROUP BY a.role, a.state
                """
            )
            let zones: [ZoneCount] = try tx.all(
                "SELECT \(ZoneCount.columns) FROM delivery_zone z ORDER BY z.created_at, z.id"
            )
            let waiting = try tx.value(
                "SELECT COUNT(*) FROM registration WHERE expires_at > \(tx.now)",
                as: Int.self
            )
            func count(_ roles: [Role]) -> PeopleStats.Count {
                let mine = counts.filter { roles.contains($0.role) }
                return .init(
                    total: mine.reduce(0) { $0 + $1.count },
                    active: mine.filter { $0.state == .active }.reduce(0) { $0 + $1.count }
                )
            }
            return PeopleStats(
                admins: count(roles),
                superAdmins: count([.superAdmin]),
                locationAdmins: count([.locationAdmin]),
                shopOwners: count([.shopOwner]),
                vendors: count([.vendor]),
                waiting: waiting ?? 0,
                zones: zones.map { $0.view(in: call.languages) }
            )
        }
    }

    private struct RoleCount: RowDecodable {
        let role: Role
        let state: Account.State
        let count: Int

        init(_ row: inout Row) throws {
            role = Role(try row.next())
            state = try row.next()
            count = try row.next()
        }
    }

    private struct ZoneCount: Record {
        let id: ID<DeliveryZone>
        let name: Name
        let admins: Int
        let shopOwners: Int

        static let columns: SQL =
            """
            z.id, z.name,
            (SELECT COUNT(*) FROM admin_zone w JOIN account a ON a.id = w.account_id
              WHERE w.zone_id = z.id AND a.state <> 'deleted'),
            (SELECT COUNT(*) FROM member m JOIN account a ON a.id = m.account_id
              WHERE m.zone_id = z.id AND a.role = 'shop_owner' AND a.state <> 'deleted')
            """

        init(_ row: inout Row) throws {
            id = try row.next()
            name = try row.json()
            admins = try row.next()
            shopOwners = try row.next()
        }

        func view(in languages: [Language]) -> PeopleStats.ByZone {
            .init(id: id, title: name.text(in: languages), admins: admins, shopOwners: shopOwners)
        }
    }
}
