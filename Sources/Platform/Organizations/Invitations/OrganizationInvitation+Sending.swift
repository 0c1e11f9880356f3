import Kernel
import Store

extension OrganizationInvitation {
    /// Refused without a free seat, and for an address with an open invitation or a membership in this organisation.
    ///
    /// Whether the address has an account is not looked up.
    static func create(
        _ new: NewOrganizationInvitation,
        in organization: Organization,
        by call: Call,
        _ tx: borrowing Tx
    ) throws -> OrganizationInvitation {
        let role = try new.check(in: organization, at: call.site, tx)
        let subscription = try seats(of: organization, tx)
        if let present = try latest(to: new.email, in: organization.id, tx) {
            _ = try present.settled(as: call, tx)
        }
        try checkFree(new.email, in: organization.id, tx)
        try subscription.checkFreeSeat(tx)
        let id = try insert(new, as: role, in: organization, by: call, tx)
        try Audit.record(
            OrganizationAction.invite,
            of: kind,
            id.cast(),
            by: call.actor,
            details: ["role": .string(role.name)],
            tx
        )
        let invitation = try find(id, tx)
        try invitation.mailed(for: organization, at: call.site, tx)
        return invitation
    }

    private static func insert(
        _ new: NewOrganizationInvitation,
        as role: Role,
        in organization: Organization,
        by call: Call,
        _ tx: borrowing Tx
    ) throws -> ID<OrganizationInvitation> {
        let id = tx.newID(of: OrganizationInvitation.self)
        try tx.execute(
            """
            INSERT INTO organization_invitation (id, organization_id, email, role, department_id, site, locale, state, hash, invited_by,
                                                 created_at, sent_at, expires_at, version)
            VALUES (\(id), \(organization.id), \(new.email), \(role.name), \(new.departmentId), \(new.site),
                    \(new.language(at: call.site)), \(Status.open), \(SecretText.hash(SecretText.new())), \(call.actor.account),
                    \(tx.now), \(tx.now), \(tx.now + lifetime), 1)
            """
        )
        return id
    }

    /// Sends it again; an expired invitation takes a seat again.
    func resent(
        in organization: Organization,
        by call: Call,
        _ tx: borrowing Tx
    ) throws -> OrganizationInvitation {
        let subscription = try Self.seats(of: organization, tx)
        let present = try settled(as: call, tx)
        if present.status == .expired {
            try Self.checkFree(email, in: organization.id, tx)
            try Department.check(department, in: organization.id, tx)
            try organization.check(site)
            try subscription.checkFreeSeat(tx)
        }
        let next = try present.advanced(by: .resend, as: call, tx)
        try next.mailed(for: organization, at: call.site, tx)
        return next
    }

    private static func seats(
        of organization: Organization,
        _ tx: borrowing Tx
    ) throws -> OrganizationSubscription {
        try organization.checkTakesMembers()
        let subscription = try OrganizationSubscription.locked(of: organization.id, tx)
        try subscription.checkTakesMembers()
        return subscription
    }

    private static func latest(
        to email: EmailAddress,
        in organization: ID<Organization>,
        _ tx: borrowing Tx
    ) throws -> OrganizationInvitation? {
        try tx.first(
            """
            SELECT \(columns) FROM organization_invitation v
             WHERE v.organization_id = \(organization) AND v.email = \(email) AND v.state = 'open'
            """
        )
    }

    private static func checkFree(
        _ email: EmailAddress,
        in organization: ID<Organization>,
        _ tx: borrowing Tx
    ) throws {
        if try latest(to: email, in: organization, tx) != nil { throw Problem(.invitationOpen) }
        let isMember = try tx.exists(
            """
            SELECT 1 FROM membership m
             WHERE m.organization_id = \(organization) AND m.invited_email = \(email) AND m.state <> 'left'
            """
        )
        if isMember { throw Problem(.alreadyMember) }
    }
}

extension NewOrganizationInvitation {
    /// The role; refused with every fault of the body.
    fileprivate func check(in organization: Organization, at site: Site, _ tx: borrowing Tx) throws -> Role {
        let rules = try site.organizationRules
        var faults: [Problem.Fault] = []
        let role = rules.role(named: self.role.rawValue)
        switch role {
        case nil:
            let known = [rules.member.name, rules.administrator.name]
            faults.append(.init("/role", Refusal(.notInEnumeration(known))))
        case rules.member? where organization.status == .draft:
            faults.append(.init("/role", .administratorsFirst))
        default: break
        }
        do { try organization.check(self.site) } catch let problem as Problem { faults += problem.faults }
        do {
            try Department.check(departmentId, in: organization.id, tx)
        } catch let problem as Problem { faults += problem.faults }
        guard let role, faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return role
    }
}
