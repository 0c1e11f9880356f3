import Kernel
import Platform
import Store
import Web

/// A person with what they have a part in.
struct UserView: View {
    var id: ID<Account>
    /// Null until an address has been confirmed.
    var email: EmailAddress?
    var emailVerified: Bool
    var phone: PhoneNumber?
    /// Whether the number opens the account.
    var phoneVerified: Bool
    var role: String
    var state: Account.State
    var locale: Language
    var name: Line<1, 120>
    var shopName: Line<1, 120>?
    var shopAddress: Line<1, 300>?
    var customerGroup: Line<1, 40>?
    /// A shop owner's, or those a location admin has a say in.
    var zones: [Place<DeliveryZone>]
    var company: Place<Company>?
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int

    struct Place<Of>: Codable, Sendable {
        var id: ID<Of>
        var title: String
    }

    static func of(_ user: User, in languages: [Language], _ tx: borrowing Tx) throws -> UserView {
        let (account, member) = (user.account, user.profile)
        let company = try member.company.map { id -> [NamedEntity] in
            try tx.all("SELECT c.id, c.name FROM company c WHERE c.id = \(id)")
        }
        return UserView(
            id: account.id,
            email: account.email.isStandIn ? nil : account.email,
            emailVerified: account.emailVerifiedAt != nil,
            phone: account.phone,
            phoneVerified: account.phoneVerifiedAt != nil,
            role: account.role.name,
            state: account.state,
            locale: account.locale,
            name: member.name,
            shopName: member.shopName,
            shopAddress: member.shopAddress,
            customerGroup: member.customerGroup,
            zones: try NamedEntity.zones(of: user, tx).map {
                Place(id: $0.id.cast(), title: $0.title(in: languages))
            },
            company: company?.first.map { Place(id: $0.id.cast(), title: $0.title(in: languages)) },
            createdAt: account.createdAt,
            updatedAt: member.updatedAt,
            version: user.version
        )
    }
}

/// Something with a name in several languages.
struct NamedEntity: RowDecodable {
    let id: ID<Subject>
    private let name: Name

    init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.json()
    }

    func title(in languages: [Language]) -> String { name.text(in: languages) }

    static func zones(of user: User, _ tx: borrowing Tx) throws -> [NamedEntity] {
        try tx.all(
            """
            SELECT z.id, z.name FROM delivery_zone z
             WHERE z.id = \(user.profile.zone) OR z.id IN (SELECT w.zone_id FROM admin_zone w WHERE w.account_id = \(user.account.id))
             ORDER BY z.created_at, z.id
            """
        )
    }
}

/// A person in a list.
struct UserSummary: View {
    var id: ID<Account>
    var email: EmailAddress?
    var phone: PhoneNumber?
    var role: String
    var state: Account.State
    var name: Line<1, 120>
    var shopName: Line<1, 120>?
    var zoneId: ID<DeliveryZone>?
    var companyId: ID<Company>?
    var customerGroup: Line<1, 40>?
    var createdAt: Instant

    init(_ user: User) {
        id = user.account.id
        email = user.account.email.isStandIn ? nil : user.account.email
        phone = user.account.phone
        role = user.account.role.name
        state = user.account.state
        name = user.profile.name
        shopName = user.profile.shopName
        zoneId = user.profile.zone
        companyId = user.profile.company
        customerGroup = user.profile.customerGroup
        createdAt = user.account.createdAt
    }
}
