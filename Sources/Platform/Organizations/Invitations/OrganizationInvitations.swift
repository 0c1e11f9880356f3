import Kernel
import Store
import Web

/// The invitations into an organisation, sent by its administrators with a fresh login.
enum OrganizationInvitations {
    private static let limit = RateLimit("organization_invite", 60, per: .hours(1))

    // swift-format-ignore
    @RouteTable static var routes: [Route] {
        //      path                                                     handler  needs
        Get   ("/organizations/{id}/invitations",                        list,    .invitationManage, "List an organization's invitations",
               details: "Newest first.")
        Post  ("/organizations/{id}/invitations",                        invite,  .invitationManage, "Invite a member",
               details: "Mails a link that is valid for seven days and holds a seat for that time. The answer does not show whether the address has an account. Before the organisation is active only administrators are invited.").limited(limit).upTo(bytes: Accounts.bodyLimit).idempotent.afresh.forPeople
               .refuses(.seatLimit, .invitationOpen, .alreadyMember, .organizationNotActive, .subscriptionSuspended)
        Post  ("/organizations/{id}/invitations/{invitationId}/resend",  resend,  .invitationManage, "Resend a member's invitation",
               details: "The new link is valid for seven days; the link before it stops working. An expired invitation takes a seat again.").limited(limit).afresh.forPeople
               .refuses(.seatLimit, .invitationOpen, .alreadyMember, .organizationNotActive, .subscriptionSuspended, .illegalTransition)
        Delete("/organizations/{id}/invitations/{invitationId}",         revoke,  .invitationManage, "Revoke a member's invitation",
               details: "The link stops working, and the seat is free.").refuses(.illegalTransition)
    }

    static func list(
        _ call: Call,
        id: ID<Organization>,
        filter: InvitationFilter,
        page: PageRequest
    ) async throws -> Page<OrganizationInvitationView> {
        try await call.db.read { tx in
            let organization = try Organization.find(id, within: call.scope, tx)
            let invitations: Page<OrganizationInvitation> = try tx.page(
                page,
                """
                SELECT \(OrganizationInvitation.columns) FROM organization_invitation v
                 WHERE v.organization_id = \(organization.id) AND \(filter.condition(at: tx.now))
                """,
                order: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
            )
            return invitations.map { OrganizationInvitationView($0, at: tx.now) }
        }
    }

    static func invite(
        _ call: Call,
        id: ID<Organization>,
        body: NewOrganizationInvitation
    ) async throws -> Created<OrganizationInvitationView> {
        try await call.db.write { tx in
            let organization = try Organization.find(id, within: call.scope, tx)
            let invitation = try OrganizationInvitation.create(body, in: organization, by: call, tx)
            let path = "/organizations/\(organization.id)/invitations/\(invitation.id)"
            return Created(OrganizationInvitationView(invitation, at: tx.now), at: path)
        }
    }

    static func resend(
        _ call: Call,
        id: ID<Organization>,
        invitationId: ID<OrganizationInvitation>
    ) async throws -> OrganizationInvitationView {
        try await call.db.write { tx in
            let organization = try Organization.find(id, within: call.scope, tx)
            let invitation = try OrganizationInvitation.find(invitationId, in: organization.id, tx)
            return OrganizationInvitationView(
                try invitation.resent(in: organization, by: call, tx),
                at: tx.now
            )
        }
    }

    /// Also while the organisation is suspended or closing.
    static func revoke(
        _ call: Call,
        id: ID<Organization>,
        invitationId: ID<OrganizationInvitation>
    ) async throws -> NoContent {
        try await call.db.write { tx in
            let organization = try Organization.find(id, within: call.scope, tx)
            let invitation = try OrganizationInvitation.find(invitationId, in: organization.id, tx)
            guard invitation.status != .revoked else { return }
            _ = try invitation.advanced(by: .revoke, as: call, tx)
        }
        return NoContent()
    }
}

/// The filter of a list of invitations.
struct InvitationFilter: Query {
    /// Only invitations in this state; all when absent.
    var state: OrganizationInvitation.Status?

    func condition(at now: Instant) -> SQL {
        switch state {
        case nil: "TRUE"
        case .open: "v.state = 'open' AND v.expires_at > \(now)"
        case .expired: "(v.state = 'expired' OR (v.state = 'open' AND v.expires_at <= \(now)))"
        case .accepted, .revoked: "v.state = \(state)"
        }
    }
}

/// An invitation of a member.
struct NewOrganizationInvitation: Body {
    /// Where the invitation is sent; only an account with this address can accept it.
    var email: EmailAddress
    /// The role of the member, one of the product's for members.
    var role: Line<1, 60>
    /// The department of the member; directly below the organisation when absent.
    var departmentId: ID<Department>?
    /// The key of the member's site; none when absent.
    var site: Line<1, 40>?
    /// The language of the mail and of a new account, as a BCP 47 tag; the site's first language when absent.
    var locale: String?

    func language(at site: Site) -> Language {
        locale.flatMap(site.product.languages.meant) ?? site.product.languages.first ?? .english
    }
}

/// An invitation into an organisation.
struct OrganizationInvitationView: View {
    var id: ID<OrganizationInvitation>
    /// Where the invitation was sent.
    var email: EmailAddress
    /// The role that the member will have.
    var role: String
    /// The department of the member; absent directly below the organisation.
    var departmentId: ID<Department>?
    /// The key of the member's site; absent without one.
    var site: String?
    /// The state of the invitation now.
    var state: OrganizationInvitation.Status
    /// The account that sent it; absent when the server did.
    var invitedBy: ID<Account>?
    /// The time at which the newest link was mailed.
    var sentAt: Instant
    /// The time at which the newest link stops working.
    var expiresAt: Instant

    init(_ invitation: OrganizationInvitation, at now: Instant) {
        id = invitation.id
        email = invitation.email
        role = invitation.role.name
        departmentId = invitation.department
        site = invitation.site?.rawValue
        state = invitation.status(at: now)
        invitedBy = invitation.invitedBy
        sentAt = invitation.sentAt
        expiresAt = invitation.expiresAt
    }
}
