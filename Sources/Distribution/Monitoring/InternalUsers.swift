import Kernel
import Platform
import Store
import Web

/// Who someone is, for the other programs of the house; people have no business here, whatever their role.
enum InternalUsers {
    static let routes = rows.tagged("Internal")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                         handler  needs
        Get ("/internal/users/{id}",   show,    .internalRead, "Someone by their identity")
        Get ("/internal/users",        search,  .internalRead, "Whoever has an e-mail address, or a phone number")
    }

    static func show(_ call: Call, id: ID<Account>) async throws -> InternalUserView {
        try call.isProgram()
        return try await call.db.read { tx in
            try tx.one("SELECT \(InternalUserView.columns) \(InternalUserView.source) AND a.id = \(id)")
        }
    }

    /// One or none for an address, which is one person's; a phone number may be that of several.
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

struct InternalUserQuery: Query {
    var email: EmailAddress?
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

struct InternalUserView: View, Record {
    var id: ID<Account>
    var email: String?
    var phone: String?
    var role: String
    var state: Account.State
    var locale: Language
    var name: String?
    var shopName: String?
    var zoneId: ID<DeliveryZone>?
    var companyId: ID<Company>?
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
