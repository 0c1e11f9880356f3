import Kernel
import Store

/// Finds the account of a person whom a provider names, or opens one.
///
/// The provider's name of the person (`issuer`, `subject`) decides. A mail address links an account only once, and only
/// when both sides have it confirmed: the person who registered a stranger's address keeps nothing of the account.
enum OIDCLinking {
    /// The account, or the word with which the app is refused.
    enum Verdict: Sendable {
        case account(ID<Account>)
        case refused(String)
    }

    static func resolve(
        _ token: IDToken,
        from origin: Origin?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Verdict {
        if let known = try linked(token, tx) {
            return try Account.find(known, tx).mayEnter(site, tx)
                ? .account(known) : .refused("account_closed")
        }
        guard let email = token.email, token.isEmailVerified else { return .refused("email_unverified") }
        guard let account = try Account.find(email: email, tx) else {
            return .account(try open(token, email, from: origin, at: site, tx).id)
        }
        guard try account.mayEnter(site, tx) else { return .refused("account_closed") }
        // The address of somebody who left a company may have a new owner.
        guard try !isLinked(account.id, token.issuer, tx) else { return .refused("linked_to_another") }
        let owner = Actor.owner(of: account, from: origin)
        if account.emailVerifiedAt == nil {
            _ = try account.reclaimed(by: owner, at: site, tx).verified(by: owner, tx)
            try link(token, to: account.id, .linkUnproved, by: owner, tx)
        } else {
            try link(token, to: account.id, .link, by: owner, tx)
        }
        let values = ["provider": token.provider, "site": site.product.title]
        try Notifications.notify(account.id, Notice(template: .signInLinked, values: values), tx)
        return .account(account.id)
    }

    private static func linked(_ token: IDToken, _ tx: borrowing Tx) throws -> ID<Account>? {
        try tx.value(
            "SELECT account_id FROM oidc_identity WHERE issuer = \(token.issuer) AND subject = \(token.subject)",
            as: ID<Account>.self
        )
    }

    private static func isLinked(_ account: ID<Account>, _ issuer: String, _ tx: borrowing Tx) throws -> Bool
    {
        try tx.exists("SELECT 1 FROM oidc_identity WHERE issuer = \(issuer) AND account_id = \(account)")
    }

    private static func link(
        _ token: IDToken,
        to account: ID<Account>,
        _ action: OIDCAction,
        by owner: Actor,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO oidc_identity (issuer, subject, account_id, linked_at)
            VALUES (\(token.issuer), \(token.subject), \(account), \(tx.now))
            """
        )
        let details: JSONValue = ["issuer": .string(token.issuer)]
        try Audit.record(action, of: Account.kind, account.cast(), by: owner, details: details, tx)
    }

    /// An account without a password, and the product's row of its owner.
    private static func open(
        _ token: IDToken,
        _ email: EmailAddress,
        from origin: Origin?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Account {
        let spoken = site.product.languages
        let locale = token.language.flatMap { spoken.meant(by: $0.tag) } ?? spoken.first ?? .english
        let account = try Accounts.register(
            email: email,
            password: nil,
            locale: locale,
            by: .nobody(from: origin),
            at: site,
            tx
        )
        // Registrations of the address that wait for a mail are void.
        try tx.execute("DELETE FROM registration WHERE email = \(email)")
        let owner = Actor.owner(of: account, from: origin)
        let verified = try account.verified(by: owner, tx)
        let name = token.firstName ?? String(email.rawValue.prefix { $0 != "@" })
        let details: JSONValue = ["first_name": .string(name), "last_name": .string(token.lastName ?? name)]
        try site.product.registered(verified, details, tx)
        try link(token, to: account.id, .link, by: owner, tx)
        return verified
    }
}

extension NoticeTemplate.Name {
    static let signInLinked: NoticeTemplate.Name = "accounts.sign_in_linked"
}
