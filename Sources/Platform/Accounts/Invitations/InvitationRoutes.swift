import Kernel
import Store
import Web

/// Invitations of colleagues, sent by administrators with a fresh login.
enum InvitationRoutes {
    static var routes: [Route] {
        let path = "/admin/invitations"
        return [
            Post(
                path,
                invite,
                .usersManage,
                "Invite a colleague",
                details: "Mails a link that is valid for seven days."
            )
            .limited(Accounts.inviteLimit).upTo(bytes: Accounts.bodyLimit)
            .afresh.forPeople.refuses(.emailTaken, .invitationOpen),
            Get(
                path,
                list,
                .usersManage,
                "List the open invitations",
                details: "Newest first, 500 at most. Expired ones stay until they are resent or revoked."
            ),
            Post(
                "\(path)/{id}/resend",
                resend,
                .usersManage,
                "Resend an invitation",
                details: "The new link is valid for seven days; the link before it stops working."
            )
            .limited(Accounts.inviteLimit).afresh.forPeople,
            Delete("\(path)/{id}", revoke, .usersManage, "Revoke an invitation"),
            Post(
                "/auth/accept-invitation",
                accept,
                .anyone,
                "Accept an invitation",
                details: "Creates the account with the role of the invitation and a confirmed e-mail address."
            )
            .limited(Accounts.limit).upTo(bytes: Accounts.bodyLimit).refuses(.emailTaken),
        ]
    }

    static func invite(_ call: Call, body: NewInvitation) async throws -> Created<InvitationView> {
        guard call.site.product.invitableRoles.contains(Role(body.role)) else {
            throw Problem(.invalid, faults: [.init("/role", .notInvitable)])
        }
        let view = try await call.db.write { tx in
            try Quota.mailedInvitations.consume(as: call, tx)
            return try InvitationView.of(Invitation.create(body, call, tx), for: call, tx)
        }
        return Created(view, at: "/admin/invitations/\(view.id)")
    }

    static func list(_ call: Call) async throws -> Listing<InvitationView> {
        try await call.db.read { tx in
            let invitations = try Invitation.list(tx)
            let people = try call.names(of: invitations.map(\.invitedBy), tx)
            return Listing(invitations.map { InvitationView($0, naming: people) })
        }
    }

    static func resend(_ call: Call, id: ID<Invitation>) async throws -> InvitationView {
        try await call.db.write { tx in
            let invitation = try Invitation.find(id, tx)
            try Quota.mailedInvitations.consume(as: call, tx)
            try Audit.record(
                AccountAction.invitationResend,
                of: Invitation.kind,
                id.cast(),
                by: call.actor,
                tx
            )
            return try InvitationView.of(invitation.sent(at: call.site, tx), for: call, tx)
        }
    }

    static func revoke(_ call: Call, id: ID<Invitation>) async throws -> NoContent {
        try await call.db.write { tx in try Invitation.find(id, tx).revoke(by: call.actor, tx) }
        return NoContent()
    }

    static func accept(_ call: Call, body: InvitationAccepted) async throws -> Created<AccountView> {
        let token = body.token.rawValue
        let email = try await call.db.read { tx in try Invitation.find(token: token, tx).email }
        let hash = try await Accounts.hash(body.password, for: email, at: call.site)
        let account = try await call.db.write { tx in
            try Invitation.find(token: token, tx).accepted(with: hash, at: call.site, tx)
        }
        return Created(AccountView(account), at: "/users/me")
    }
}

/// An invitation of a colleague.
struct NewInvitation: Body {
    /// Where the invitation is sent; refused when an account has it already.
    var email: EmailAddress
    /// The role that the account will have; one of the product's roles that can be given by invitation.
    var role: String
    /// The given name, for the greeting of the mail and the profile.
    var firstName: Line<1, 100>
    /// The family name, for the greeting of the mail and the profile.
    var lastName: Line<1, 100>
    /// The language of the mail and of the account, as a BCP 47 tag; the site's first language when absent.
    var locale: String?

    /// One of the site's languages, its first if none is given.
    func language(at site: Site) -> Language {
        locale.flatMap(site.product.languages.meant) ?? site.product.languages.first ?? .english
    }
}

/// The acceptance of an invitation.
struct InvitationAccepted: Body {
    /// The token from the mailed link.
    var token: Text<1, 200>
    /// The password that the new account will have.
    var password: Password
}

/// An invitation that has not been accepted or revoked.
struct InvitationView: View {
    var id: ID<Invitation>
    /// Where the invitation was sent.
    var email: EmailAddress
    /// The role that the account will have.
    var role: String
    /// The given name of the invited colleague.
    var firstName: String
    /// The family name of the invited colleague.
    var lastName: String
    /// The language of the mail and of the account.
    var locale: Language
    /// The administrator who created it.
    var invitedBy: ID<Account>?
    /// First and last name of the administrator who created it.
    var invitedByName: String?
    /// The time of the first mail; sending the link again leaves it unchanged.
    var createdAt: Instant
    /// When the newest link was mailed.
    var sentAt: Instant
    /// When the newest link stops working.
    var expiresAt: Instant

    init(_ invitation: Invitation, naming people: KnownPeople) {
        id = invitation.id
        email = invitation.email
        role = invitation.role.name
        firstName = invitation.firstName
        lastName = invitation.lastName
        locale = invitation.locale
        invitedBy = invitation.invitedBy
        invitedByName = people.name(of: invitation.invitedBy)
        createdAt = invitation.createdAt
        sentAt = invitation.sentAt
        expiresAt = invitation.expiresAt
    }

    static func of(_ invitation: Invitation, for call: Call, _ tx: borrowing Tx) throws -> InvitationView {
        InvitationView(invitation, naming: try call.names(of: [invitation.invitedBy], tx))
    }
}
