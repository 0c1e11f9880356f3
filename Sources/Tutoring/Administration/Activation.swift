import Kernel
import Platform
import Store

extension User {
    /// Prevents logins; a tutor is suspended, and the lessons ahead of a student are cancelled at 100%.
    func stopped(because reason: Reason, as call: Call, _ tx: borrowing Tx) throws -> User {
        guard account.state == .active else { return self }
        let id = account.id
        switch account.role {
        case .student: try Lesson.cancelAhead(of: id, as: call, tx)
        case .tutor: try Verification.suspend(of: id, because: reason.rawValue, as: call, tx)
        default: break
        }
        let stopped = try account.deactivated(by: call.actor, at: call.site, tx)
        try record(.deactivate, reason, .accountDeactivated, as: call, tx)
        return User(account: stopped, profile: profile)
    }

    /// Lets the owner log in again; a tutor who was suspended by the deactivation is reinstated.
    func reactivated(because reason: Reason, as call: Call, _ tx: borrowing Tx) throws -> User {
        guard account.state == .suspended else { return self }
        let active = try account.reactivated(by: call.actor, at: call.site, tx)
        try Verification.reinstate(of: account.id, because: reason.rawValue, as: call, tx)
        try record(.activate, reason, .accountActivated, as: call, tx)
        return User(account: active, profile: profile)
    }

    private func record(
        _ action: UserAction,
        _ reason: Reason,
        _ template: NoticeTemplate,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        let details: JSONValue = ["reason": .string(reason.rawValue)]
        try Audit.record(action, of: Account.kind, account.id.cast(), by: call.actor, details: details, tx)
        try TutoringNotice.send(template, to: [account.id], ["reason": .words(reason.rawValue)], tx)
    }
}
