import Kernel
import Store
import Web

/// An invitation of a colleague: an address, a role, and a mailed token of which only the hash is stored.
package struct Invitation: Sendable {
    package let id: ID<Invitation>
    package let email: EmailAddress
    package let role: Role
    package let firstName: String
    package let lastName: String
    package let locale: Language
    let invitedBy: ID<Account>?
    let createdAt: Instant
    let sentAt: Instant
    let expiresAt: Instant

    package static let kind = "invitation"
    static let lifetime = Duration.days(7)
}

extension Invitation: Record {
    package static let columns: SQL =
        """
        i.id, i.email, i.role, i.first_name, i.last_name, i.locale, i.invited_by, i.created_at, i.sent_at, i.expires_at
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        email = try row.next()
        role = Role(try row.next())
        firstName = try row.next()
        lastName = try row.next()
        locale = Language(try row.next())
        invitedBy = try row.next()
        createdAt = try row.next()
        sentAt = try row.next()
        expiresAt = try row.next()
    }
}

extension Invitation {
    private static let open: SQL = "i.accepted_at IS NULL AND i.revoked_at IS NULL"

    /// Refused when the address has an account or an open invitation.
    static func create(_ body: NewInvitation, _ call: Call, _ tx: borrowing Tx) throws -> Invitation {
        let site = call.site
        guard try Account.find(email: body.email, tx) == nil else { throw Problem(.emailTaken) }
        let id = tx.newID(of: Invitation.self)
        let inserted = try tx.execute(
            """
            INSERT INTO invitation (id, email, role, first_name, last_name, locale, hash, invited_by, created_at, sent_at,
                                    expires_at)
            VALUES (\(id), \(body.email), \(body.role), \(body.firstName.rawValue), \(body.lastName.rawValue),
                    \(body.language(at: site)), \(SecretText.hash(SecretText.new())), \(call.actor.account), \(tx.now), \(tx.now),
                    \(tx.now + lifetime))
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.invitationOpen) }
        let details: JSONValue = ["role": .string(body.role)]
        try Audit.record(
            AccountAction.invitationCreate,
            of: kind,
            id.cast(),
            by: call.actor,
            details: details,
            tx
        )
        return try find(id, tx).sent(at: site, tx)
    }

    /// The open invitations, newest first; expired ones can be sent again.
    static func list(_ tx: borrowing Tx) throws -> [Invitation] {
        try tx.all(
            "SELECT \(columns) FROM invitation i WHERE \(open) ORDER BY i.created_at DESC, i.id DESC LIMIT 500"
        )
    }

    static func find(_ id: ID<Invitation>, _ tx: borrowing Tx) throws -> Invitation {
        try tx.one("SELECT \(columns) FROM invitation i WHERE i.id = \(id) AND \(open)")
    }

    static func find(token: String, _ tx: borrowing Tx) throws -> Invitation {
        guard let found = try usable(token: token, tx) else { throw MailedToken.unusable }
        return found
    }

    /// Nil when the token is wrong, used, revoked or expired.
    static func usable(token: String, _ tx: borrowing Tx) throws -> Invitation? {
        try tx.first(
            """
            SELECT \(columns) FROM invitation i
             WHERE i.hash = \(SecretText.hash(token)) AND \(open) AND i.expires_at > \(tx.now)
            """
        )
    }

    /// Mails a new token, valid for a week; the token before it stops working.
    func sent(at site: Site, _ tx: borrowing Tx) throws -> Invitation {
        let token = SecretText.new()
        try tx.changeOne(
            """
            UPDATE invitation
               SET hash = \(SecretText.hash(token)), sent_at = \(tx.now), expires_at = \(tx.now + Self.lifetime)
             WHERE id = \(id) AND accepted_at IS NULL AND revoked_at IS NULL
            """
        )
        let link = site.link(to: "accept-invitation", token: token, in: locale)
        let notice = Notice(
            template: .invitation,
            values: ["site": site.product.title, "name": "\(firstName) \(lastName)"],
            secrets: NoticeSecrets(["link": link], sealedBy: site)
        )
        try Notifications.mail(email, in: locale, notice, tx)
        return try Self.find(id, tx)
    }

    func revoke(by actor: Actor, _ tx: borrowing Tx) throws {
        try tx.changeOne(
            """
            UPDATE invitation SET revoked_at = \(tx.now)
             WHERE id = \(id) AND accepted_at IS NULL AND revoked_at IS NULL
            """
        )
        try Audit.record(AccountAction.invitationRevoke, of: Self.kind, id.cast(), by: actor, tx)
    }

    /// Revokes the open invitations that an account has sent.
    static func revokeAll(of account: ID<Account>, by actor: Actor, _ tx: borrowing Tx) throws {
        let sent: [Invitation] = try tx.all(
            "SELECT \(columns) FROM invitation i WHERE i.invited_by = \(account) AND \(open)"
        )
        for invitation in sent { try invitation.revoke(by: actor, tx) }
    }

    /// Creates the account, with a verified address: its owner has read the mail.
    func accepted(with password: HashedPassword, at site: Site, _ tx: borrowing Tx) throws -> Account {
        guard site.product.invitableRoles.contains(role) else { throw MailedToken.unusable }
        let account = try Accounts.register(
            email: email,
            password: password,
            role: role,
            locale: locale,
            by: .system,
            at: site,
            tx
        )
        try tx.changeOne(
            """
            UPDATE invitation SET accepted_at = \(tx.now), account_id = \(account.id)
             WHERE id = \(id) AND accepted_at IS NULL AND revoked_at IS NULL
            """
        )
        let owner = Actor(kind: .person, account: account.id, role: role)
        let verified = try account.verified(by: owner, tx)
        try site.product.joined(verified, self, tx)
        try Audit.record(AccountAction.invitationAccept, of: Self.kind, id.cast(), by: owner, tx)
        return verified
    }
}

extension ProductDefinition {
    /// The roles that invitations can give: all but those with a registration of their own.
    package var invitableRoles: [Role] {
        access.roles.filter { $0 != accounts.selfRegistrationRole && !accounts.uninvited.contains($0) }
    }
}
