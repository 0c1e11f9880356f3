import Kernel
import Store
import Web

/// A token from a mailed link.
struct MailedProof: Body {
    /// From the mailed link.
    var token: Text<1, 200>
    /// The password that a registered account will have; in other cases usually absent.
    ///
    /// For the first address of an account that was opened by phone it is the account's own password, unless the
    /// caller is logged in to that account. Ignored otherwise.
    var password: Password?
}

/// A new e-mail address for the caller's account.
struct NewEmail: Body {
    /// Where the link is mailed that completes the change.
    var email: EmailAddress
}

extension Accounts {
    static func verifyEmail(_ call: Call, body: MailedProof) async throws -> AccountView {
        AccountView(try await confirmAddress(body.token.rawValue, password: body.password, call))
    }

    /// Redeems the token of a registration, of an account's current address, or of its future one.
    ///
    /// An address is confirmed together with the password that opens the account, so that no click gives an address
    /// to an account that somebody else can open (docs/decisions/0022-confirmation.md).
    package static func confirmAddress(
        _ token: String,
        password: Password?,
        _ call: Call
    ) async throws -> Account {
        let registration = try await call.db.read { tx in try PendingRegistration.find(token: token, tx) }
        if let registration {
            return try await confirm(registration, by: token, choosing: password, call)
        }
        try await requireOwner(of: token, password, call)
        return try await call.db.write { tx in try confirm(token, from: call.origin, tx) }
    }

    private static func confirm(
        _ registration: PendingRegistration,
        by token: String,
        choosing password: Password?,
        _ call: Call
    ) async throws -> Account {
        guard let password else { throw Problem(.invalid, faults: [.init("/password", .choosePassword)]) }
        let hash = try await hash(password, for: registration.email, at: call.site)
        return try await call.db.write { tx in
            guard let registration = try PendingRegistration.find(token: token, tx) else {
                throw MailedToken.unusable
            }
            return try registration.confirmed(with: hash, from: call.origin, at: call.site, tx)
        }
    }

    /// An account opened by phone accepts its first address only from a caller with its session or its password.
    ///
    /// Other accounts have confirmed an address before, and never lose it for a stand-in.
    private static func requireOwner(
        of token: String,
        _ password: Password?,
        _ call: Call
    ) async throws {
        let account = try await call.db.read { tx in
            try Account.find(MailedToken.find(token, for: [.verifyEmail, .changeEmail], tx).account, tx)
        }
        guard account.email.isStandIn, account.id != call.actor.account else { return }
        guard let password else { throw Problem(.invalid, faults: [.init("/password", .accountPassword)]) }
        try await confirm(password, of: account, at: "/password", call)
    }

    private static func confirm(
        _ token: String,
        from origin: Origin?,
        _ tx: borrowing Tx
    ) throws -> Account {
        let token = try MailedToken.redeem(token, for: [.verifyEmail, .changeEmail], tx)
        let account = try Account.find(token.account, tx)
        guard account.state == .active else { throw MailedToken.unusable }
        let owner = Actor.owner(of: account, from: origin)
        if token.purpose == .changeEmail { return try account.changed(to: token.email, by: owner, tx) }
        guard account.email == token.email else { throw MailedToken.unusable }
        return try account.verified(by: owner, tx)
    }

    /// Mails another link to the caller's address; nothing when it has been verified.
    ///
    /// Counted apart from requests of strangers for the address, who would otherwise learn that it has an account.
    static func resendVerification(_ call: Call) async throws -> NoContent {
        let id = try call.account
        try await call.db.write { tx in
            let account = try Account.find(id, tx)
            guard account.emailVerifiedAt == nil else { return }
            try MailAllowance(ownLinkTo: account.email, from: call.address, at: call.site).consume(tx)
            try mail(.verifyEmail, to: account.email, of: account, as: .emailToVerify, at: call.site, tx)
        }
        return NoContent()
    }

    /// Only the reader of the new address's mails learns whether another account has it.
    static func changeEmail(_ call: Call, body: NewEmail) async throws -> NoContent {
        let id = try call.account
        try await call.db.write { tx in
            let account = try Account.find(id, tx)
            guard account.email != body.email else { return }
            let allowance = MailAllowance(.changeEmail, to: body.email, from: call.address, at: call.site)
            try allowance.consume(tx)
            try mail(.changeEmail, to: body.email, of: account, as: .newEmailToVerify, at: call.site, tx)
            let notice = Notice(
                template: .emailChangeAsked,
                values: ["new_email": body.email.rawValue, "site": call.site.product.title]
            )
            try Notifications.mail(account.email, in: account.locale, notice, tx)
            try Audit.record(AccountAction.askEmailChange, of: Account.kind, id.cast(), by: call.actor, tx)
        }
        return NoContent()
    }
}

extension Account {
    func verified(by actor: Actor, _ tx: borrowing Tx) throws -> Account {
        var next = self
        next.emailVerifiedAt = tx.now
        try Audit.record(AccountAction.verifyEmail, of: Self.kind, id.cast(), by: actor, tx)
        return try next.save(tx)
    }

    /// Replaces the address by a confirmed one; the old address is notified.
    func changed(to email: EmailAddress, by actor: Actor, _ tx: borrowing Tx) throws -> Account {
        guard try Account.find(email: email, tx) == nil else { throw Problem(.emailTaken) }
        var next = self
        next.email = email
        next.emailVerifiedAt = tx.now
        try MailedToken.useUpAll(of: id, tx)
        let notice = Notice(template: .emailChanged, values: ["new_email": email.rawValue])
        try Notifications.mail(self.email, in: locale, notice, tx)
        try Audit.record(AccountAction.changeEmail, of: Self.kind, id.cast(), by: actor, tx)
        return try next.save(tx)
    }
}
