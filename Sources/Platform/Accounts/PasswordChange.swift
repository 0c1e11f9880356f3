import Kernel
import Store
import Web

/// A change of the caller's password.
struct PasswordChange: Body {
    /// The password to replace; wrong ones are counted, and refused for a while after too many.
    var currentPassword: Password
    /// At least as long as the product requires, not a common password and not the e-mail address.
    var newPassword: Password
}

extension Accounts {
    static func changePassword(_ call: Call, body: PasswordChange) async throws -> NoContent {
        try await changePassword(
            from: body.currentPassword,
            to: body.newPassword,
            pointers: ("/current_password", "/new_password"),
            call
        )
    }

    /// Changes the caller's password, for a product that names the members of the body otherwise.
    package static func changePassword(
        from current: Password,
        to new: Password,
        pointers: (current: String, new: String),
        _ call: Call
    ) async throws -> NoContent {
        let id = try call.account
        let account = try await call.db.read { tx in try Account.find(id, tx) }
        try await confirm(current, of: account, at: pointers.current, call)
        let hash = try await hash(new, for: account.email, at: call.site, pointer: pointers.new)
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

    /// Checks a password, with a limit on guesses as at a login, so that a stolen session cannot be used to guess it.
    ///
    /// Counted apart from logins, so that strangers who guess there cannot keep the owner from a step-up.
    static func confirm(
        _ password: Password,
        of account: Account,
        at pointer: String,
        _ call: Call
    ) async throws {
        let proof: LoginThrottle.Proof = call.actor.account == account.id ? .session : .mailedToken
        let throttle = LoginThrottle(of: account.id, showing: proof, at: call.site)
        guard try await !call.db.read({ tx in try throttle.isLocked(tx) }) else {
            throw Problem(.tooManyRequests, retryAfter: 60)
        }
        guard try await call.site.passwords.verify(password, against: account.password).matches else {
            try await call.db.write { tx in try throttle.recordFailure(tx) }
            call.site.report(.stepUpFailed, from: call.origin, account: account.id)
            throw Problem(.invalid, faults: [.init(pointer, .wrongPassword)])
        }
        // Of many simultaneous guesses the correct one passes only among the first few.
        guard try await !call.db.read({ tx in try throttle.isLocked(tx) }) else {
            throw Problem(.tooManyRequests, retryAfter: 60)
        }
    }
}
