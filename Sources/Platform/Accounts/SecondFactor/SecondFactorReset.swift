import Kernel
import Store
import Web

/// The removal of a lost authenticator from a user's account.
///
/// An attacker who talks an administrator into it gains nothing without the password, and the owner is notified on
/// every channel. The sessions end, and where the role needs a second factor the next login enrols a new one.
struct SecondFactorReset: Body {
    /// Why, for the audit log.
    var reason: Line<3, 500>
}

enum SecondFactorResetRoutes {
    static var routes: [Route] {
        [
            Post(
                "/admin/users/{id}/second-factor/reset",
                reset,
                .usersManage,
                "Reset a user's second factor",
                details: """
                    For a lost authenticator: removes it and the recovery codes, ends the user's sessions and \
                    notifies the user. Users cannot reset their own second factor.
                    """
            )
            .limited(Accounts.inviteLimit).upTo(bytes: Accounts.bodyLimit).afresh.forPeople
            .refuses(.notOnOneself, .secondFactorAbsent)
        ].tagged("Accounts")
    }

    static func reset(_ call: Call, id: ID<Account>, body: SecondFactorReset) async throws -> NoContent {
        try await call.db.write { tx in
            let account = try Account.find(id, within: call.scope, tx)
            guard account.state != .deleted else { throw Problem(.notFound) }
            guard id != call.actor.account else { throw Problem(.notOnOneself) }
            try account.loseSecondFactor(because: body.reason.rawValue, by: call.actor, at: call.site, tx)
        }
        return NoContent()
    }
}

extension Account {
    fileprivate func loseSecondFactor(
        because reason: String,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard try SecondFactor.find(id, tx) != nil else { throw Problem(.secondFactorAbsent) }
        try SecondFactor.remove(id, tx)
        try AccountLogins.end(of: id, because: .revoked, at: site, tx)
        let notice = Notice(template: .secondFactorReset, values: ["site": site.product.title])
        try Notifications.notify(id, notice, tx)
        try Audit.record(
            AccountAction.secondFactorReset,
            of: Self.kind,
            id.cast(),
            by: actor,
            details: ["reason": .string(reason)],
            tx
        )
    }
}
