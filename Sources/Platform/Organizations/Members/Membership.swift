import Kernel
import Store

/// A person's place in an organisation; each account has at most one that is open.
package struct Membership: Sendable {
    package let id: ID<Membership>
    package let account: ID<Account>
    package let organization: ID<Organization>
    package let department: ID<Department>?
    package let site: Line<1, 40>?
    package let status: Status
    /// The address that was invited, which administrators see; the account's own may have changed since.
    package let invitedEmail: EmailAddress
    package let joinedAt: Instant
    package let leftAt: Instant?
    package let version: Int
}

extension Membership: LifecycleSubject {
    package static let kind = "membership"

    /// The state of a membership.
    package enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The person belongs to the organisation, and takes a seat.
        case active
        /// An administrator has suspended it; it takes no seat.
        case suspended
        /// Ended; a person who returns gets a new membership.
        case left
    }

    package enum Event: String, Codable, CaseIterable, Sendable {
        case suspend, reactivate, remove, leave
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<Membership, Status, Event>(start: .active) {
        // event         from                    to              needs
        On(.suspend,     from: .active,              to: .suspended, needs: .memberManage)
        On(.reactivate,  from: .suspended,           to: .active,    needs: .memberManage)
        On(.remove,      from: .active, .suspended,  to: .left,      needs: .memberManage)
        On(.leave,       from: .active, .suspended,  to: .left,      needs: .account)
    }

    package func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Membership {
        let end: Instant? = status == .left ? tx.now : nil
        try tx.changeOne(
            """
            UPDATE membership SET state = \(status), left_at = \(end), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try recorded(tx)
    }
}

extension Membership: Record {
    package static let columns: SQL =
        """
        m.id, m.account_id, m.organization_id, m.department_id, m.site, m.state, m.invited_email, m.joined_at, m.left_at,
        m.version
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        organization = try row.next()
        department = try row.next()
        site = try row.next()
        status = try row.next()
        invitedEmail = try row.next()
        joinedAt = try row.next()
        leftAt = try row.next()
        version = try row.next()
    }
}

extension Membership {
    /// The account's only open membership, active or suspended.
    package static func open(of account: ID<Account>, _ tx: borrowing Tx) throws -> Membership? {
        try tx.first(
            "SELECT \(columns) FROM membership m WHERE m.account_id = \(account) AND m.state <> 'left'"
        )
    }

    /// The open membership of an account in an organisation; not found without one.
    package static func find(
        _ account: ID<Account>,
        in organization: ID<Organization>,
        _ tx: borrowing Tx
    ) throws -> Membership {
        guard let open = try open(of: account, tx), open.organization == organization else {
            throw Problem(.notFound)
        }
        return open
    }

    static func insert(
        _ account: Account,
        as invitation: OrganizationInvitation,
        _ tx: borrowing Tx
    ) throws -> Membership {
        let id = tx.newID(of: Membership.self)
        let inserted = try tx.execute(
            """
            INSERT INTO membership (id, account_id, organization_id, department_id, site, state, invited_email, joined_at, updated_at,
                                    version)
            VALUES (\(id), \(account.id), \(invitation.organization), \(invitation.department), \(invitation.site),
                    \(Status.active), \(invitation.email), \(tx.now), \(tx.now), 1)
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.alreadyMember) }
        return try find(account.id, in: invitation.organization, tx).recorded(tx)
    }

    func placed(
        to department: ID<Department>?,
        _ site: Line<1, 40>?,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Membership {
        guard department != self.department || site != self.site else { return self }
        try tx.changeOne(
            """
            UPDATE membership SET department_id = \(department), site = \(site), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Audit.record(OrganizationAction.moveMember, of: Self.kind, id.cast(), by: actor, tx)
        return try recorded(tx)
    }
}

// The dated history of memberships: place, state and role.
extension Membership {
    /// Dates the membership as it is now, and returns it; of two changes at one moment the last counts.
    func recorded(_ tx: borrowing Tx) throws -> Membership {
        try tx.execute(
            """
            INSERT INTO membership_placement (id, membership_id, department_id, site, state, role, since)
            SELECT \(tx.newID(of: Membership.self)), m.id, m.department_id, m.site, m.state, a.role, \(tx.now)
              FROM membership m JOIN account a ON a.id = m.account_id WHERE m.id = \(id)
            ON CONFLICT (membership_id, since) DO UPDATE
               SET department_id = excluded.department_id, site = excluded.site, state = excluded.state, role = excluded.role
            """
        )
        return try tx.one("SELECT \(Self.columns) FROM membership m WHERE m.id = \(id)")
    }

    /// The role is stored with the account, and belongs to the history and the version of its membership too.
    static func roleChanged(of account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws {
        guard site.product.organizations != nil, let open = try open(of: account, tx) else { return }
        try tx.execute(
            "UPDATE membership SET updated_at = \(tx.now), version = version + 1 WHERE id = \(open.id)"
        )
        _ = try open.recorded(tx)
    }
}
