import Kernel
import Store

// An active organisation has an active administrator: active as a member, and with an account that can be used.
extension Organization {
    /// With the number of its active administrators, for the guards of its lifecycle.
    func counted(at site: Site, _ tx: borrowing Tx) throws -> Organization {
        var organization = self
        organization.administrators = try administrators(at: site, tx).count
        return organization
    }

    /// Refuses to lose an account that is the last administrator of an active organisation.
    package static func keepAnAdministrator(
        without account: Account,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        if try lastAdministered(by: account, at: site, tx) != nil { throw Problem(.lastAdministrator) }
    }

    /// Before an erasure: the last administrator cannot erase their own account, while an erasure by law or on a
    /// written request goes ahead and suspends the organisation.
    static func lose(
        _ account: Account,
        because cause: Erasure.Cause,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        guard let organization = try lastAdministered(by: account, at: call.site, tx) else { return }
        guard cause != .ownWish else { throw Problem(.lastAdministrator) }
        _ = try organization.advanced(by: .suspend, as: call, reason: "last_administrator", tx)
    }

    /// The active organisation of which the account is the only active administrator.
    private static func lastAdministered(
        by account: Account,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Organization? {
        guard let rules = site.product.organizations, account.role == rules.administrator,
            account.state == .active, let membership = try Membership.open(of: account.id, tx),
            membership.status == .active
        else { return nil }
        let organization = try find(membership.organization, tx)
        guard organization.status == .active else { return nil }
        return try organization.administrators(at: site, tx) == [account.id] ? organization : nil
    }

    private func administrators(at site: Site, _ tx: borrowing Tx) throws -> [ID<Account>] {
        try tx.values(
            """
            SELECT a.id FROM membership m JOIN account a ON a.id = m.account_id
             WHERE m.organization_id = \(id) AND m.state = 'active' AND a.state = 'active'
               AND a.role = \(site.organizationRules.administrator.name)
            """
        )
    }
}
