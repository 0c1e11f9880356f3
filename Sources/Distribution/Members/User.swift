import Kernel
import Platform
import Store

/// An account together with who it is.
struct User: Record {
    let account: Account
    let member: Member

    // Both parts have a creation and a version; a page sorts by the names of the columns.
    static let columns: SQL =
        """
        \(Account.columns), m.account_id, m.name, m.shop_name, m.shop_address, m.zone_id, m.company_id, m.customer_group,
        m.created_at AS member_created_at, m.updated_at AS member_updated_at, m.version AS member_version
        """

    static let join: SQL = "account a JOIN member m ON m.account_id = a.id"

    /// Grows with every change of either part, for both are shown together.
    var version: Int { account.version + member.version - 1 }

    init(_ row: inout Row) throws {
        account = try Account(&row)
        member = try Member(&row)
    }

    /// A location admin reaches the people of their zones, and everyone themself.
    static func visible(to scope: Scope) -> SQL {
        let area = Area(customer: "m.account_id", zone: "m.zone_id").visible(to: scope)
        guard scope.reach == .area, let caller = scope.actor.account else { return area }
        return "(\(area) OR m.account_id = \(caller))"
    }

    static func find(_ id: ID<Account>, _ tx: borrowing Tx) throws -> User {
        try tx.one(
            "SELECT \(columns) FROM \(join) WHERE a.id = \(id) AND a.state <> \(Account.State.deleted)"
        )
    }

    static func find(_ id: ID<Account>, within scope: Scope, _ tx: borrowing Tx) throws -> User {
        try tx.one(
            """
            SELECT \(columns) FROM \(join)
             WHERE a.id = \(id) AND a.state <> \(Account.State.deleted) AND \(visible(to: scope))
            """
        )
    }

    /// Someone of one of `roles`; anyone else is not found.
    static func find(
        _ id: ID<Account>,
        as roles: [Role],
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> User {
        let user = try find(id, within: scope, tx)
        guard roles.contains(user.account.role) else { throw Problem(.notFound) }
        return user
    }
}
