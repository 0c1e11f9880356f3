import Kernel
import Store
import Web

/// Asking colleagues to join, by administrators who have just shown who they are.
enum InvitationRoutes {
    static var routes: [Route] {
        let path = "/admin/invitations"
        return [
            Post(path, invite, .usersManage, "Invite a colleague by mail")
                .limited(Accounts.inviteLimit).upTo(bytes: Accounts.bodyLimit)
                .afresh.forPeople.refuses(.emailTaken, .invitationOpen),
            Get(path, list, .usersManage, "The invitations that wait for an answer"),
            Post("\(path)/{id}/resend", resend, .usersManage, "Mail an invitation again, with a new link")
                .limited(Accounts.inviteLimit).afresh.forPeople,
            Delete("\(path)/{id}", revoke, .usersManage, "Take an invitation back"),
            Post("/auth/accept-invitation", accept, .anyone, "Join with a mailed token and a password")
                .limited(Accounts.limit).upTo(bytes: Accounts.bodyLimit).refuses(.emailTaken),
        ]
    }

    static func invite(_ call: Call, body: NewInvitation) async throws -> Created<InvitationView> {
        guard call.site.product.invitableRoles.contains(Role(body.role)) else {
            throw Problem(.invalid, faults: [.init("/role", .notInvitable)])
        }
        let invitation = try await call.db.write { tx in
            try Quota.mailedInvitations.consume(as: call, tx)
            return try Invitation.create(body, call, tx)
        }
        let path = "/admin/invitations/\(invitation.id)"
        return Created(InvitationView(invitation), at: path)
    }

    static func list(_ call: Call) async throws -> Listing<InvitationView> {
        Listing(try await call.db.read { tx in try Invitation.list(tx) }.map(InvitationView.init))
    }

    static func resend(_ call: Call, id: ID<Invitation>) async throws -> InvitationView {
        let invitation = try await call.db.write { tx in
            let invitation = try Invitation.find(id, tx)
            try Quota.mailedInvitations.consume(as: call, tx)
            try Audit.record(
                AccountAction.invitationResend,
                of: Invitation.kind,
                id.cast(),
                by: call.actor,
                tx
            )
            return try invitation.sent(at: call.site, tx)
        }
        return InvitationView(invitation)
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

struct NewInvitation: Body {
    var email: EmailAddress
    var role: String
    var firstName: Line<1, 100>
    var lastName: Line<1, 100>
    var locale: String?

    /// One the site speaks, its first if none is given.
    func language(at site: Site) -> Language {
        locale.flatMap(site.product.languages.meant) ?? site.product.languages.first ?? .english
    }
}

struct InvitationAccepted: Body {
    var token: Text<1, 200>
    var password: Password
}

struct InvitationView: View {
    var id: ID<Invitation>
    var email: EmailAddress
    var role: String
    var firstName: String
    var lastName: String
    var locale: Language
    var invitedBy: ID<Account>?
    var createdAt: Instant
    var sentAt: Instant
    var expiresAt: Instant

    init(_ invitation: Invitation) {
        id = invitation.id
        email = invitation.email
        role = invitation.role.name
        firstName = invitation.firstName
        lastName = invitation.lastName
        locale = invitation.locale
        invitedBy = invitation.invitedBy
        createdAt = invitation.createdAt
        sentAt = invitation.sentAt
        expiresAt = invitation.expiresAt
    }
}
