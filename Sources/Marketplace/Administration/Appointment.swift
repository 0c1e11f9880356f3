import Kernel
import Platform
import Store
import Web

/// A new role for an account.
struct Appointment: Body {
    /// The role from now on.
    var role: RoleName
    /// The regions of a local manager, at least one; only with the role `lsm`.
    var regions: [ID<Region>]?
    /// The reason, kept in the audit log and sent to the owner.
    var reason: Reason
}

extension User {
    /// Gives the account another role and ends its sessions; the same role again changes only the regions.
    func appointed(_ appointment: Appointment, as call: Call, _ tx: borrowing Tx) throws -> User {
        let (id, role) = (account.id, Role(appointment.role.rawValue))
        guard id != call.actor.account else { throw Problem(.interested) }
        try checkRole(appointment, tx)
        guard role != account.role || role == .lsm else { return self }
        let appointed =
            role == account.role ? account : try reassigned(to: role, because: appointment.reason, call, tx)
        if role == .lsm { try RegionManagers.assign(appointment.regions ?? [], to: id, tx) }
        let words = ["role": appointment.role.title, "reason": appointment.reason.rawValue]
        try MarketNotice.notify(.roleChanged, [id], words, tx)
        return User(account: appointed, profile: try profile.save(tx))
    }

    private func checkRole(_ appointment: Appointment, _ tx: borrowing Tx) throws {
        if appointment.role != .lsm, appointment.regions != nil {
            throw Problem(.invalid, faults: [.init("/regions", .onlyForLocalManagers)])
        }
        if appointment.role == .provider, try Provider.find(of: account.id, tx) == nil {
            throw Problem(.invalid, faults: [.init("/role", .neverOnboarded)])
        }
        if account.state == .deleted { throw Problem(.notFound) }
    }

    private func reassigned(
        to role: Role,
        because reason: Reason,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Account {
        if account.role == .provider {
            try OpenBusiness.check(account.id, tx)
            try Provider.leave(of: account.id, because: reason.rawValue, as: call, tx)
        }
        if account.role == .admin { try Administrators.keepOne(without: account, tx) }
        if account.role == .lsm { try RegionManagers.release(account.id, tx) }
        let reassigned = try account.changed(
            role: role,
            because: reason.rawValue,
            by: call.actor,
            at: call.site,
            tx
        )
        try Accounts.endSessions(of: account.id, at: call.site, tx)
        return reassigned
    }
}

extension RoleName {
    fileprivate var title: String {
        switch self {
        case .customer: "customer"
        case .provider: "provider"
        case .lsm: "local manager"
        case .admin: "administrator"
        }
    }
}
