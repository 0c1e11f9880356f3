import Kernel
import Store
import Web

/// Account erasure: a preview, then the erasure, by the account's owner or by an administrator.
enum ErasureRoutes {
    static func routes(_ policy: AccountPolicy) -> [Route] {
        own + (policy.administratorsSeeHoldings ? ofOthers : [])
    }

    // swift-format-ignore
    private static var own: [Route] {
        [
            Get   ("/users/me/account/erasure-plan", plan,       .account,       "Preview the caller's account deletion", details: "Lists what would be deleted, anonymised or kept. Nothing changes."),
            Delete("/users/me/account",              erase,      .account,       "Delete the caller's account", details: "Cannot be undone: all sessions end, and the personal data is erased according to the plan. The body holds the password; without it, and with two-step login, a recent re-authentication is required.").limited(Accounts.limit).upTo(bytes: Accounts.bodyLimit).refuses(.erasureHeld, .lastAdministrator, .stepUpRequired),
        ]
    }

    // swift-format-ignore
    private static var ofOthers: [Route] {
        [
            Get   ("/admin/users/{id}/erasure-plan", planFor,    .privacyManage, "Preview a user's erasure", details: "Lists what would be deleted, anonymised or kept. Nothing changes."),
            Post  ("/admin/users/{id}/erase",        eraseOther, .privacyManage, "Erase a user", details: "Cannot be undone: the account is closed, and its personal data is erased according to the plan in the answer.").afresh.forPeople.refuses(.erasureHeld, .lastAdministrator),
        ]
    }

    static func plan(_ call: Call) async throws -> ErasurePlan {
        let me = try call.account
        return try await call.db.read { tx in
            try ErasurePlan.make(for: me, at: call.site, in: call.languages, tx)
        }
    }

    static func erase(_ call: Call, body: Leaving?) async throws -> NoContent {
        let me = try call.account
        let account = try await call.db.read { tx in try Account.find(me, tx) }
        guard account.state == .active else { throw Problem(.unauthenticated) }
        try await confirm(body, of: account, call)
        try await call.db.write { tx in
            let present = try Account.find(me, tx)
            guard present.state == .active else { throw Problem(.unauthenticated) }
            guard present.password == account.password else { throw Problem(.stale) }
            _ = try Erasure.execute(
                present,
                because: .ownWish,
                as: call,
                tx
            )
        }
        return NoContent()
    }

    /// Requires the password or a recent login; with two-step login only the latter, which includes its code.
    fileprivate static func confirm(_ leaving: Leaving?, of account: Account, _ call: Call) async throws {
        let hasFactor = try await call.db.read { tx in try SecondFactor.find(account.id, tx)?.isOn == true }
        guard let leaving, !hasFactor else { return try await StepUp.require(call) }
        try await Accounts.confirm(leaving.password, of: account, at: "/password", call)
    }

    static func planFor(_ call: Call, id: ID<Account>) async throws -> ErasurePlan {
        try await call.db.read { tx in
            guard try Account.find(id, tx).state != .deleted else { throw Problem(.notFound) }
            return try ErasurePlan.make(for: id, at: call.site, in: call.languages, tx)
        }
    }

    static func eraseOther(_ call: Call, id: ID<Account>, body: ErasureOrder) async throws -> ErasurePlan {
        try await call.db.write { tx in
            try Erasure.execute(
                Account.find(id, tx),
                because: body.cause,
                as: call,
                tx
            )
        }
    }
}

/// The confirmation of an account's deletion.
struct Leaving: Body {
    /// The account's current password.
    var password: Password
}

/// The erasure of a user by an administrator.
struct ErasureOrder: Body {
    /// Recorded with the erasure.
    var cause: Erasure.Cause
}

extension Erasure {
    /// Deletes the caller's account, as `DELETE users/me/account` does.
    package static func leave(_ call: Call, password: Password?) async throws -> NoContent {
        try await ErasureRoutes.erase(call, body: password.map(Leaving.init))
    }

    /// Requires the owner's password or a recent login, as the deletion of the account does.
    static func confirm(_ password: Password?, of account: Account, _ call: Call) async throws {
        try await ErasureRoutes.confirm(password.map(Leaving.init), of: account, call)
    }
}
