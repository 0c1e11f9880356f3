import Kernel
import Store

// Changes to an account by administrators, owners and commands. Each is audited, and ends the sessions that must end.
extension Account {
    /// Suspends the account: it cannot log in, and its sessions end.
    package func deactivated(by actor: Actor, at site: Site, _ tx: borrowing Tx) throws -> Account {
        try keepAnAdministrator(at: site, tx)
        try Organization.keepAnAdministrator(without: self, at: site, tx)
        try Session.revokeAll(of: id, because: .accountClosed, at: site, tx)
        return try changed(to: .suspended, .deactivate, by: actor, tx)
    }

    package func reactivated(by actor: Actor, at site: Site, _ tx: borrowing Tx) throws -> Account {
        try Departure.forget(id, at: site, tx)
        return try changed(to: .active, .reactivate, by: actor, tx)
    }

    /// Changes the role; sessions stay, and their next requests have the permissions of the new role.
    package func changed(
        role: Role,
        because reason: String? = nil,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Account {
        try Accounts.check(role, at: site)
        if !site.product.accounts.administrators.contains(role) { try keepAnAdministrator(at: site, tx) }
        if role != self.role { try Organization.keepAnAdministrator(without: self, at: site, tx) }
        try Session.distrustAll(of: id, at: site, tx)
        var next = self
        next.role = role
        let (from, to) = (JSONValue.string(self.role.name), JSONValue.string(role.name))
        let details: JSONValue =
            reason.map { ["from": from, "to": to, "reason": .string($0)] } ?? ["from": from, "to": to]
        try Audit.record(
            AccountAction.changeRole,
            of: Self.kind,
            id.cast(),
            by: actor,
            details: details,
            tx
        )
        let saved = try next.save(tx)
        try Membership.roleChanged(of: id, at: site, tx)
        return saved
    }

    package func changed(
        phone: PhoneNumber?,
        locale: Language,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Account {
        var next = self
        if phone != self.phone {
            next.phone = phone
            next.phoneKey = nil
            next.phoneVerifiedAt = nil
        }
        next.locale = locale
        try Audit.record(AccountAction.change, of: Self.kind, id.cast(), by: actor, tx)
        return try next.save(tx)
    }

    /// Changes the password, notifies the owner and ends every session but `session`: the others may be an attacker's.
    package func changed(
        password: HashedPassword,
        keeping session: ID<Session>?,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Account {
        var next = self
        next.password = password
        next.passwordChangedAt = tx.now
        try AccountLogins.end(of: id, except: session, because: .passwordChanged, at: site, tx)
        try Notifications.notify(id, Notice(template: .passwordChanged), tx)
        try Audit.record(AccountAction.changePassword, of: Self.kind, id.cast(), by: actor, tx)
        return try next.save(tx)
    }

    private func changed(
        to state: State,
        _ action: AccountAction,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Account {
        guard self.state != .deleted else { throw Problem(.notFound) }
        guard self.state != state else { return self }
        var next = self
        next.state = state
        try Audit.record(action, of: Self.kind, id.cast(), by: actor, tx)
        return try next.save(tx)
    }

    /// Throws for the last administrator: a site without one could only be repaired from the command line.
    func keepAnAdministrator(at site: Site, _ tx: borrowing Tx) throws {
        let roles = site.product.accounts.administrators.map(\.name)
        guard state == .active, roles.contains(role.name) else { return }
        let others = try tx.value(
            """
            SELECT COUNT(*) FROM account WHERE state = \(State.active) AND role \(in: roles) AND id <> \(id)
            """,
            as: Int.self
        )
        guard (others ?? 0) > 0 else { throw Problem(.lastAdministrator) }
    }
}
