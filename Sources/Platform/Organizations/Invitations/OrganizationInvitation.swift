import Kernel
import Store

/// An invitation into an organisation: an address, a role and a place, and a mailed token of which only the hash is stored.
///
/// It holds a seat while it is open and not expired; its acceptance takes none.
package struct OrganizationInvitation: Sendable {
    package let id: ID<OrganizationInvitation>
    package let organization: ID<Organization>
    package let email: EmailAddress
    package let role: Role
    package let department: ID<Department>?
    package let site: Line<1, 40>?
    package let locale: Language
    package let status: Status
    package let invitedBy: ID<Account>?
    package let createdAt: Instant
    package internal(set) var sentAt: Instant
    package internal(set) var expiresAt: Instant
    package let version: Int

    static let lifetime = Duration.days(7)
}

extension OrganizationInvitation: LifecycleSubject {
    package static let kind = "organization_invitation"

    /// The state of an invitation.
    package enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The newest link can be followed.
        case open
        /// The person has joined.
        case accepted
        /// Withdrawn by an administrator, or by the end of the organisation.
        case revoked
        /// The newest link is older than a week; it can be sent again.
        case expired
    }

    package enum Event: String, Codable, CaseIterable, Sendable {
        case resend, accept, revoke, expire
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<OrganizationInvitation, Status, Event>(start: .open) {
        // event     from                  to             needs
        On(.resend,  from: .open, .expired,  to: .open,     needs: .invitationManage)
        On(.accept,  from: .open,            to: .accepted, needs: .account)
        On(.revoke,  from: .open, .expired,  to: .revoked,  needs: .invitationManage)
        On(.expire,  from: .open,            to: .expired,  needs: .invitationManage)
    }

    package func transitioned(
        to status: Status,
        by event: Event,
        _ tx: borrowing Tx
    ) throws -> OrganizationInvitation {
        let end: Instant? = status == .open ? nil : tx.now
        let (sent, expiry) = status == .open ? (tx.now, tx.now + Self.lifetime) : (sentAt, expiresAt)
        try tx.changeOne(
            """
            UPDATE organization_invitation
               SET state = \(status), sent_at = \(sent), expires_at = \(expiry), ended_at = \(end), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }
}

extension OrganizationInvitation: Record {
    package static let columns: SQL =
        """
        v.id, v.organization_id, v.email, v.role, v.department_id, v.site, v.locale, v.state, v.invited_by, v.created_at,
        v.sent_at, v.expires_at, v.version
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        organization = try row.next()
        email = try row.next()
        role = Role(try row.next())
        department = try row.next()
        site = try row.next()
        locale = Language(try row.next())
        status = try row.next()
        invitedBy = try row.next()
        createdAt = try row.next()
        sentAt = try row.next()
        expiresAt = try row.next()
        version = try row.next()
    }
}

extension OrganizationInvitation {
    static func find(
        _ id: ID<OrganizationInvitation>,
        _ tx: borrowing Tx
    ) throws -> OrganizationInvitation {
        try tx.one("SELECT \(columns) FROM organization_invitation v WHERE v.id = \(id)")
    }

    static func find(
        _ id: ID<OrganizationInvitation>,
        in organization: ID<Organization>,
        _ tx: borrowing Tx
    ) throws -> OrganizationInvitation {
        try tx.one(
            """
            SELECT \(columns) FROM organization_invitation v
             WHERE v.id = \(id) AND v.organization_id = \(organization)
            """
        )
    }

    /// Nil when the token is wrong, used, revoked or expired.
    static func usable(token: String, _ tx: borrowing Tx) throws -> OrganizationInvitation? {
        try tx.first(
            """
            SELECT \(columns) FROM organization_invitation v
             WHERE v.hash = \(SecretText.hash(token)) AND v.state = 'open' AND v.expires_at > \(tx.now)
            """
        )
    }

    /// The open and expired invitations of an organisation.
    static func open(in organization: ID<Organization>, _ tx: borrowing Tx) throws -> [OrganizationInvitation]
    {
        try tx.all(
            "SELECT \(columns) FROM organization_invitation v WHERE v.organization_id = \(organization) AND v.state = 'open'"
        )
    }

    /// The state at a moment, which a job may not have noticed yet.
    func status(at now: Instant) -> Status { status == .open && expiresAt <= now ? .expired : status }

    /// The invitation with its state at this moment.
    func settled(as call: Call, _ tx: borrowing Tx) throws -> OrganizationInvitation {
        guard status(at: tx.now) != status else { return self }
        return try advanced(by: .expire, as: call.site.call(as: .system), tx)
    }

    /// Mails a new token, valid for a week; the token before it stops working.
    func mailed(for organization: Organization, at site: Site, _ tx: borrowing Tx) throws {
        let token = SecretText.new()
        try tx.execute(
            "UPDATE organization_invitation SET hash = \(SecretText.hash(token)) WHERE id = \(id)"
        )
        let link = site.link(to: "accept-invitation", token: token, in: locale)
        let notice = Notice(
            template: .organizationInvitation,
            values: ["site": site.product.title, "organization": organization.name.rawValue],
            secrets: NoticeSecrets(["link": link], sealedBy: site)
        )
        try Notifications.mail(email, in: locale, notice, tx)
    }
}
