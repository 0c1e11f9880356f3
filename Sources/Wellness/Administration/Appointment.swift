import Kernel
import Platform
import Store
import Web

/// A new role for a user.
struct Appointment: Body {
    /// The role from now on.
    var role: RoleName
    /// The reason for the change, for the audit log.
    var reason: Line<3, 500>
}

extension User {
    /// Gives the user another role; the same role again changes nothing.
    func appointed(_ appointment: Appointment, as call: Call, _ tx: borrowing Tx) throws -> User {
        let role = Role(appointment.role.rawValue)
        guard account.id != call.actor.account else { throw Problem(.notOneself) }
        guard role != account.role else { return self }
        let membership = try Membership.open(of: account.id, tx)
        switch appointment.role {
        case .businessAdmin: if membership == nil { throw Problem(.notAMember) }
        case .superAdmin: try requireNoDiary(beside: membership, tx)
        case .user: break
        }
        let appointed = try account.changed(
            role: role,
            because: appointment.reason.rawValue,
            by: call.actor,
            at: call.site,
            tx
        )
        return User(account: appointed, profile: profile)
    }

    /// Deleted entries count too, until they have gone for good.
    private func requireNoDiary(beside membership: Membership?, _ tx: borrowing Tx) throws {
        if membership != nil { throw Problem(.hasMembership) }
        let account = account.id
        let hasDiary = try tx.exists("SELECT 1 FROM wellness_log WHERE account_id = \(account)")
        let hasAssessment = try tx.exists("SELECT 1 FROM assessment WHERE account_id = \(account)")
        if hasDiary || hasAssessment { throw Problem(.hasDiary) }
    }
}
