import Kernel
import Platform
import Store
import Web

/// A new role for an account.
struct Appointment: Body {
    /// The role from now on.
    var role: RoleName
    /// The reason, kept in the audit log and sent to the owner.
    var reason: Reason
}

extension User {
    /// Gives the account another role and ends its sessions; the same role again changes nothing.
    func appointed(_ appointment: Appointment, as call: Call, _ tx: borrowing Tx) throws -> User {
        let (id, role) = (account.id, Role(appointment.role.rawValue))
        if role == .tutor, try Tutor.find(of: id, tx) == nil {
            throw Problem(.invalid, faults: [.init("/role", .neverATutor)])
        }
        guard role != account.role else { return self }
        try Administrators.keepOne(without: account, tx)
        try OpenBusiness.check(id, tx)
        let reason = appointment.reason.rawValue
        if account.role == .tutor { try Verification.suspend(of: id, because: reason, as: call, tx) }
        let appointed = try account.changed(role: role, because: reason, by: call.actor, at: call.site, tx)
        if role == .tutor { try Verification.reinstate(of: id, because: reason, as: call, tx) }
        try Accounts.endSessions(of: id, at: call.site, tx)
        let facts: [String: NoticeFact] = ["role": .role(appointment.role), "reason": .words(reason)]
        try TutoringNotice.send(.roleChanged, to: [id], facts, tx)
        return User(account: appointed, profile: profile)
    }
}

extension RoleName {
    var title: LocalizedText {
        switch self {
        case .student: ["it": "studente", "en": "student"]
        case .tutor: ["it": "insegnante", "en": "tutor"]
        case .admin: ["it": "amministratore", "en": "administrator"]
        }
    }
}
