import Kernel
import Store
import Web

/// A new password with the token of a mailed link.
struct PasswordReset: Body {
    /// From the mailed link; valid once.
    var token: Text<1, 200>
    /// At least as long as the product requires, not a common password and not the e-mail address.
    var newPassword: Password
}

extension Accounts {
    static func resetPassword(_ call: Call, body: PasswordReset) async throws -> NoContent {
        try await resetPassword(with: body.token.rawValue, to: body.newPassword, at: "/new_password", call)
    }

    /// Sets the password of the account to which the token was mailed; `pointer` leads to the password in the request.
    package static func resetPassword(
        with text: String,
        to password: Password,
        at pointer: String,
        _ call: Call
    ) async throws -> NoContent {
        // A wrong token must not cost a hash; a weak password must not cost the token.
        let token = try await call.db.read { tx in try MailedToken.find(text, for: [.resetPassword], tx) }
        let hash = try await hash(password, for: token.email, at: call.site, pointer: pointer)
        try await call.db.write { tx in
            let token = try MailedToken.redeem(text, for: [.resetPassword], tx)
            try reset(token, to: hash, call, tx)
        }
        return NoContent()
    }

    /// The reader of the account's mails may set its password, and has thereby confirmed the address.
    private static func reset(
        _ token: MailedToken,
        to password: HashedPassword,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws {
        let account = try Account.find(token.account, tx)
        guard account.state == .active, account.email == token.email else { throw MailedToken.unusable }
        let owner = Actor.owner(of: account, from: call.origin)
        let caller = LoginCaller(address: call.address)
        let throttle = try LoginThrottle(.email(account.email), of: account, from: caller, at: call.site, tx)
        try throttle.resetForEveryone(tx)
        let changed = try account.changed(password: password, keeping: nil, by: owner, at: call.site, tx)
        if changed.emailVerifiedAt == nil { _ = try changed.verified(by: owner, tx) }
    }
}

extension Account {
    /// Ends the account's sessions and mails a link to a new password, at an administrator's request.
    ///
    /// The old password stops working at once: it may be known to somebody else.
    package func haveNewPasswordChosen(by actor: Actor, at site: Site, _ tx: borrowing Tx) throws {
        guard state == .active else { throw Problem(.notFound) }
        try AccountLogins.end(of: id, because: .revoked, at: site, tx)
        var shut = self
        shut.password = nil
        _ = try shut.save(tx)
        try Accounts.mail(.resetPassword, to: email, of: self, as: .passwordReset, at: site, tx)
        try Audit.record(AccountAction.askNewPassword, of: Self.kind, id.cast(), by: actor, tx)
    }
}
