import Kernel
import Store
import Web

struct MailedProof: Body {
    var token: Text<1, 200>
}

struct NewEmail: Body {
    var email: EmailAddress
}

extension Accounts {
    /// Takes the token of any mail to an address: of one who registered, which opens the account, of the address an
    /// account has, or of the one it is to have.
    static func verifyEmail(_ call: Call, body: MailedProof) async throws -> AccountView {
        let account = try await call.db.write { tx in
            if let registration = try PendingRegistration.find(token: body.token.rawValue, tx) {
                return try registration.confirmed(at: call.site, tx)
            }
            let token = try MailedToken.redeem(body.token.rawValue, for: [.verifyEmail, .changeEmail], tx)
            let account = try Account.find(token.account, tx)
            guard account.state == .active else { throw MailedToken.unusable }
            let owner = Actor(kind: .person, account: account.id, role: account.role)
            if token.purpose == .changeEmail { return try account.moved(to: token.email, by: owner, tx) }
            guard account.email == token.email else { throw MailedToken.unusable }
            return try account.verified(by: owner, tx)
        }
        return AccountView(account)
    }

    /// Another link to the address one has; nothing when it has been verified or too many were asked for.
    static func resendVerification(_ call: Call) async throws -> NoContent {
        let id = try call.account
        try await call.db.write { tx in
            let account = try Account.find(id, tx)
            let allowance = MailAllowance(
                .verifyEmail,
                to: account.email,
                from: call.address,
                at: call.site
            )
            guard account.emailVerifiedAt == nil, try allowance.take(tx) else { return }
            try mail(.verifyEmail, to: account.email, of: account, as: .emailToVerify, at: call.site, tx)
        }
        return NoContent()
    }

    /// Whether someone else has the new address is only told to who reads its mails.
    static func changeEmail(_ call: Call, body: NewEmail) async throws -> NoContent {
        let id = try call.account
        try await call.db.write { tx in
            try StepUp.require(call, tx)
            let account = try Account.find(id, tx)
            guard account.email != body.email else { return }
            let allowance = MailAllowance(.changeEmail, to: body.email, from: call.address, at: call.site)
            guard try allowance.take(tx) else { throw Problem(.tooManyRequests, retryAfter: 3_600) }
            try mail(.changeEmail, to: body.email, of: account, as: .newEmailToVerify, at: call.site, tx)
            let notice = Notice(
                template: .emailChangeAsked,
                values: ["new_email": body.email.rawValue, "site": call.site.product.title]
            )
            try Notifications.mail(account.email, in: account.locale, notice, tx)
            try Audit.record("account.ask_email_change", of: Account.kind, id.cast(), by: call.actor, tx)
        }
        return NoContent()
    }
}

extension Account {
    func verified(by actor: Actor, _ tx: borrowing Tx) throws -> Account {
        var next = self
        next.emailVerifiedAt = tx.now
        try Audit.record("account.verify_email", of: Self.kind, id.cast(), by: actor, tx)
        return try next.save(tx)
    }

    /// The address one has shown to read the mails of becomes the account's; the old one is told.
    func moved(to email: EmailAddress, by actor: Actor, _ tx: borrowing Tx) throws -> Account {
        guard try Account.find(email: email, tx) == nil else { throw Problem(.emailTaken) }
        var next = self
        next.email = email
        next.emailVerifiedAt = tx.now
        try MailedToken.useUpAll(of: id, tx)
        let notice = Notice(template: .emailChanged, values: ["new_email": email.rawValue])
        try Notifications.mail(self.email, in: locale, notice, tx)
        try Audit.record("account.change_email", of: Self.kind, id.cast(), by: actor, tx)
        return try next.save(tx)
    }
}
