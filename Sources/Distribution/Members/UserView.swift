import Kernel
import Platform
import Store
import Web

/// A user with their zones and company.
struct UserView: View {
    var id: ID<Account>
    /// The address used to log in; absent until one has been confirmed.
    var email: EmailAddress?
    /// Whether the address has been confirmed.
    var emailVerified: Bool
    /// In E.164 form; absent without one.
    var phone: PhoneNumber?
    /// Whether the number has been confirmed and may be used to log in.
    var phoneVerified: Bool
    /// One of `super_admin`, `location_admin`, `shop_owner`, `vendor`.
    var role: String
    /// Whether the account may log in.
    var state: Account.State
    /// The language of the account's messages.
    var locale: Language
    /// The person's full name.
    var name: Line<1, 120>
    /// Absent for all but shop owners.
    var shopName: Line<1, 120>?
    /// Location of the shop as free text; absent without one.
    var shopAddress: Line<1, 300>?
    /// The group whose price lists apply; absent without one.
    var customerGroup: Line<1, 40>?
    /// A shop owner's zone or the zones assigned to a location admin; empty for others.
    var zones: [Place<DeliveryZone>]
    /// The company that a vendor sells for; absent for others.
    var company: Place<Company>?
    /// The time at which the account was opened.
    var createdAt: Instant
    /// Time of the last change of the profile.
    var updatedAt: Instant
    /// Raised by each change, by one or more; expected in `If-Match`.
    var version: Int

    /// A reference to a zone or company by its name.
    struct Place<Of>: Codable, Sendable {
        /// The zone or company.
        var id: ID<Of>
        /// The name in the caller's language, or in Arabic where it has not been translated.
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

/// The identity and multilingual name of an entity.
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

/// A user in a list.
struct UserSummary: View {
    var id: ID<Account>
    /// The address used to log in; absent until one has been confirmed.
    var email: EmailAddress?
    /// In E.164 form; absent without one.
    var phone: PhoneNumber?
    /// One of `super_admin`, `location_admin`, `shop_owner`, `vendor`.
    var role: String
    /// Whether the account may log in.
    var state: Account.State
    /// The person's full name.
    var name: Line<1, 120>
    /// Absent for all but shop owners.
    var shopName: Line<1, 120>?
    /// A shop owner's zone; absent for others.
    var zoneId: ID<DeliveryZone>?
    /// The company that a vendor sells for; absent for others.
    var companyId: ID<Company>?
    /// The group whose price lists apply; absent without one.
    var customerGroup: Line<1, 40>?
    /// The time at which the account was opened.
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
