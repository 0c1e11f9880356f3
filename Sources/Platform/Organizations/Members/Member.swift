import Kernel
import Store

/// A membership with what an organisation's administrators see of the person.
struct Member: RowDecodable, Sendable {
    let membership: Membership
    let firstName: String
    let lastName: String
    let role: String

    init(_ row: inout Row) throws {
        membership = try Membership(&row)
        firstName = try row.next()
        lastName = try row.next()
        role = try row.next()
    }

    /// The open memberships of an organisation.
    static func query(in organization: ID<Organization>, where conditions: [SQL], at site: Site) throws -> SQL
    {
        let profile = try site.organizationRules.profile
        return """
            SELECT \(Membership.columns), \(profile.firstName) AS first_name, \(profile.lastName) AS last_name, a.role AS role
              FROM membership m JOIN account a ON a.id = m.account_id JOIN \(profile.join)
             WHERE m.organization_id = \(organization) AND m.state <> 'left' AND \(SQL.all(conditions))
            """
    }

    static func find(
        _ account: ID<Account>,
        in organization: ID<Organization>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Member {
        try tx.one(query(in: organization, where: ["m.account_id = \(account)"], at: site))
    }
}
