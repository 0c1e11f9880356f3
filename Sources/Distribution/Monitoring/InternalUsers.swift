import Kernel
import Platform
import Store
import Web

/// User look-up for other programs of the operator; refused to people, whatever their role.
enum InternalUsers {
    static let routes = rows.tagged("Internal")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                         handler  needs
        Get ("/internal/users/{id}",   show,    .internalRead, "Look up a user by id",
               details: "Only for programs with a service token. Deleted accounts are not found.")
        Get ("/internal/users",        search,  .internalRead, "Look up users by email or phone",
               details: "Only for programs with a service token. An address matches one user at most, a telephone number up to 100.")
    }

    static func show(_ call: Call, id: ID<Account>) async throws -> InternalUserView {
        try call.isProgram()
        return try await call.db.read { tx in
            try tx.one("SELECT \(InternalUserView.columns) \(InternalUserView.source) AND a.id = \(id)")
        }
    }

    /// An address matches one user at most; a telephone number may match several.
    static func search(_ call: Call, given: InternalUserQuery) async throws -> Listing<InternalUserView> {
        try call.isProgram()
        let condition = try given.condition
        return try await call.db.read { tx in
            Listing(
                try tx.all(
                    """
                    SELECT \(InternalUserView.columns) \(InternalUserView.source) AND \(condition)
                     ORDER BY a.created_at, a.id LIMIT 100
                    """
                )
            )
        }
    }
}

extension Call {
    fileprivate func isProgram() throws {
        guard actor.kind == .service else {
            throw Problem(.forbidden, extras: ["permission": .string(Permission.internalRead.name)])
        }
    }
}

/// The address or number to look up; exactly one of them is required.
struct InternalUserQuery: Query {
    /// Matched without case; not together with `phone`.
    var email: EmailAddress?
    /// Matched exactly in E.164 form; not together with `email`.
    var phone: PhoneNumber?

    fileprivate var condition: SQL {
        get throws {
            switch (email, phone) {
            case (let email?, nil): "lower(a.email) = lower(\(email))"
            case (nil, let phone?): "a.phone = \(phone)"
            case (nil, nil):
                throw Problem(.invalid, faults: [Problem.Fault("query/email", Refusal(.required))])
            case (_?, _?): throw Problem(.invalid, faults: [Problem.Fault("query/phone", .emailOrPhone)])
            }
        }
    }
}

/// A user as other programs of the operator see them.
struct InternalUserView: View, Record {
    var id: ID<Account>
    /// The account's address; until one is confirmed, a stand-in that ends in `@unconfirmed.invalid`.
    var email: String?
    /// The account's telephone number in E.164 form; absent without one.
    var phone: String?
    /// One of `super_admin`, `location_admin`, `shop_owner`, `vendor`.
    var role: String
    /// Whether the account may log in.
    var state: Account.State
    /// The language of the account's messages.
    var locale: Language
    /// The person's full name; absent without a profile.
    var name: String?
    /// Absent for all but shop owners.
    var shopName: String?
    /// A shop owner's zone; absent for others.
    var zoneId: ID<DeliveryZone>?
    /// A vendor's company; absent for others.
    var companyId: ID<Company>?
    /// The time at which the account was opened.
    var createdAt: Instant

    static let columns: SQL =
        """
        a.id, a.email, a.phone, a.role, a.state, a.locale, m.name, m.shop_name, m.zone_id, m.company_id, a.created_at
        """
    fileprivate static let source: SQL =
        "FROM account a LEFT JOIN member m ON m.account_id = a.id WHERE a.state <> 'deleted'"

    init(_ row: inout Row) throws {
        id = try row.next()
        email = try row.next()
        phone = try row.next()
        role = try row.next()
        state = try row.next()
        locale = try row.next()
        name = try row.next()
        shopName = try row.next()
        zoneId = try row.next()
        companyId = try row.next()
        createdAt = try row.next()
    }
}
