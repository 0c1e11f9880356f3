import Kernel
import Store
import Web

struct PasswordChange: Body {
    var currentPassword: Password
    var newPassword: Password
}

extension Accounts {
    static func changePassword(_ call: Call, body: PasswordChange) async throws -> NoContent {
        let id = try call.account
        let account = try await call.db.read { tx in try Account.find(id, tx) }
        try await confirm(body.currentPassword, of: account, at: "/current_password", call)
        let hash = try await hash(
            body.newPassword,
            for: account.email,
            at: call.site,
            pointer: "/new_password"
        )
        try await call.db.write { tx in
            let present = try Account.find(id, tx)
            guard present.password == account.password else { throw Problem(.stale) }
            _ = try present.changed(
                password: hash,
                keeping: call.actor.session,
                by: call.actor,
                at: call.site,
                tx
            )
        }
        return NoContent()
    }

    /// Counted like a login: whoever has found an open session must not try passwords here instead.
    ///
    /// Counted apart from logins: strangers who guess there must not keep the owner from a step-up.
    static func confirm(
        _ password: Password,
        of account: Account,
        at pointer: String,
        _ call: Call
    ) async throws {
        let proof: LoginThrottle.Proof = call.actor.account == account.id ? .session : .mailedToken
        let throttle = LoginThrottle(of: account.id, showing: proof, at: call.site)
        guard try await !call.db.read({ tx in try throttle.isShut(tx) }) else {
            throw Problem(.tooManyRequests, retryAfter: 60)
        }
        guard try await call.site.passwords.verify(password, against: account.password).matches else {
            try await call.db.write { tx in try throttle.refuse(tx) }
            call.site.report(.stepUpFailed, from: call.origin, account: account.id)
            throw Problem(.invalid, faults: [.init(pointer, .wrongPassword)])
        }
        // Of many guesses at once the right one passes only among the first few.
        guard try await !call.db.read({ tx in try throttle.isShut(tx) }) else {
            throw Problem(.tooManyRequests, retryAfter: 60)
        }
    }
}
