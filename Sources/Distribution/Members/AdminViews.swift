import Kernel
import Platform
import Store
import Web

/// An administrator or shop owner, as seen by administrators.
struct AdminView: View {
    var id: ID<Account>
    /// The address used to log in; absent until one has been confirmed.
    var email: EmailAddress?
    /// In E.164 form; absent without one.
    var phone: PhoneNumber?
    /// One of `super_admin`, `location_admin`, `shop_owner`, `vendor`.
    var role: String
    /// Whether the account may log in; false while it is suspended.
    var isActive: Bool
    /// The person's full name.
    var name: Line<1, 120>
    /// Absent for all but shop owners.
    var shopName: Line<1, 120>?
    /// The group whose price lists apply; absent without one.
    var customerGroup: Line<1, 40>?
    /// An administrator's zones or a shop owner's own; empty for super admins.
    var zones: [UserView.Place<DeliveryZone>]
    /// The language of the account's messages.
    var locale: Language
    /// Time of the last request of any session; absent without a session.
    var lastSeenAt: Instant?
    /// The time at which the account was opened.
    var createdAt: Instant
    /// Raised by each change, by one or more; expected in `If-Match`.
    var version: Int

    init(_ user: User, _ parts: [AdminPart], in languages: [Language]) {
        let (account, member) = (user.account, user.profile)
        id = account.id
        email = account.email.isStandIn ? nil : account.email
        phone = account.phone
        role = account.role.name
        isActive = account.state == .active
        name = member.name
        shopName = member.shopName
        customerGroup = member.customerGroup
        zones = parts.compactMap { $0.place(in: languages) }
        locale = account.locale
        lastSeenAt = parts.first?.lastSeenAt
        createdAt = account.createdAt
        version = user.version
    }

    /// Reads the parts of all users in one statement.
    static func list(_ users: [User], in languages: [Language], _ tx: borrowing Tx) throws -> [AdminView] {
        let parts = try AdminPart.find(of: users.map(\.account.id), tx)
        return users.map { AdminView($0, parts[$0.account.id] ?? [], in: languages) }
    }
}

/// A zone of a person, if any, and the time of the person's last request.
struct AdminPart: Record {
    private let account: ID<Account>
    private let zone: ID<DeliveryZone>?
    private let zoneName: Name?
    let lastSeenAt: Instant?

    static let columns: SQL =
        "a.id, z.id, z.name, (SELECT MAX(s.last_used_at) FROM session s WHERE s.account_id = a.id)"

    init(_ row: inout Row) throws {
        account = try row.next()
        zone = try row.next()
        zoneName = try row.json()
        lastSeenAt = try row.next()
    }

    func place(in languages: [Language]) -> UserView.Place<DeliveryZone>? {
        guard let zone, let zoneName else { return nil }
        return .init(id: zone, title: zoneName.text(in: languages))
    }

    static func find(of accounts: [ID<Account>], _ tx: borrowing Tx) throws -> [ID<Account>: [AdminPart]] {
        let parts: [AdminPart] = try tx.all(
            """
            SELECT \(columns) FROM account a JOIN \(Member.join)
              LEFT JOIN delivery_zone z ON z.id = m.zone_id
                     OR z.id IN (SELECT w.zone_id FROM admin_zone w WHERE w.account_id = a.id)
             WHERE a.id \(in: accounts) ORDER BY z.created_at, z.id
            """
        )
        return Dictionary(grouping: parts, by: \.account)
    }
}

/// People as seen by administrators.
protocol AdminViews: People where Filter == UserFilter, Summary == AdminView, Detail == AdminView {}

extension AdminViews {
    static func summaries(of users: [User], for call: Call, _ tx: borrowing Tx) throws -> [AdminView] {
        try AdminView.list(users, in: call.languages, tx)
    }

    static func detail(of user: User, for call: Call, _ tx: borrowing Tx) throws -> AdminView {
        let parts = try AdminPart.find(of: [user.account.id], tx)
        return AdminView(user, parts[user.account.id] ?? [], in: call.languages)
    }

    static func change(_ call: Call, id: ID<Account>, body: StatusBody) async throws -> AdminView {
        try await set(isActive: body.isActive, id, call)
    }
}

/// Numbers of accounts, without deleted ones.
struct PeopleStats: View {
    /// Super admins and location admins together.
    var admins: Count
    /// Administrators of the whole platform.
    var superAdmins: Count
    /// Administrators of zones.
    var locationAdmins: Count
    /// Buyers.
    var shopOwners: Count
    /// Sellers.
    var vendors: Count
    /// Registrations that have not been confirmed or expired.
    var waiting: Int
    /// One entry per delivery zone, oldest zone first.
    var zones: [ByZone]

    /// The number of accounts in a role.
    struct Count: Codable, Sendable {
        /// All accounts, suspended ones included.
        var total: Int
        /// Accounts that may log in.
        var active: Int
    }

    /// The numbers of accounts in a zone.
    struct ByZone: Codable, Sendable {
        /// The delivery zone.
        var id: ID<DeliveryZone>
        /// The name in the caller's language, or in Arabic where it has not been translated.
        var title: String
        /// Location admins assigned to the zone.
        var admins: Int
        /// Buyers of the zone.
        var shopOwners: Int
    }
}

extension PeopleStats {
    static func count(in languages: [Language], _ tx: borrowing Tx) throws -> PeopleStats {
        let counts: [RoleCount] = try tx.all(
            """
            SELECT a.role, a.state, COUNT(*) FROM account a JOIN \(Member.join)
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
            admins: count([.superAdmin, .locationAdmin]),
            superAdmins: count([.superAdmin]),
            locationAdmins: count([.locationAdmin]),
            shopOwners: count([.shopOwner]),
            vendors: count([.vendor]),
            waiting: waiting ?? 0,
            zones: zones.map { $0.view(in: languages) }
        )
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
              WHERE w.zone_id = z.id AND a.state <> \(Account.State.deleted)),
            (SELECT COUNT(*) FROM member m JOIN account a ON a.id = m.account_id
              WHERE m.zone_id = z.id AND a.role = \(Role.shopOwner.name) AND a.state <> \(Account.State.deleted))
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
