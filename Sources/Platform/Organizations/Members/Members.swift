import Kernel
import Store
import Web

/// The members of an organisation, managed by its administrators; everybody may leave.
enum Members {
    // swift-format-ignore
    @RouteTable static var routes: [Route] {
        //      path                                                handler     needs
        Get   ("/organizations/{id}/members",                       list,       .memberManage, "List an organization's members",
               details: "Newest first.")
        Patch ("/organizations/{id}/members/{userId}",              change,     .memberManage, "Update a member",
               details: "Moves or suspends the person, or changes the role, which needs a recent login.").refuses(.lastAdministrator, .organizationNotActive, .stepUpRequired, .stale)
        Post  ("/organizations/{id}/members/{userId}/reactivate",   reactivate, .memberManage, "Reactivate a member",
               details: "A suspended member takes a seat again.").refuses(.seatLimit, .subscriptionSuspended, .organizationNotActive, .illegalTransition)
        Delete("/organizations/{id}/members/{userId}",              remove,     .account,      "Remove a member",
               details: "Members may remove themselves; removing others needs `organization.member.manage`. The person is notified, and keeps the account and its data.").refuses(.lastAdministrator, .stale)
    }

    static func list(
        _ call: Call,
        id: ID<Organization>,
        filter: MemberFilter,
        page: PageRequest
    ) async throws -> Page<MemberView> {
        let conditions = try filter.conditions(at: call.site.organizationRules)
        return try await call.db.read { tx in
            let organization = try Organization.find(id, within: call.scope, tx)
            let members: Page<Member> = try tx.page(
                page,
                Member.query(in: organization.id, where: conditions, at: call.site),
                order: SortOrder(
                    .descending("joined_at", \.membership.joinedAt),
                    .descending("id", \.membership.id)
                )
            )
            return members.map { MemberView($0, in: organization.zone) }
        }
    }

    static func change(
        _ call: Call,
        id: ID<Organization>,
        userId: ID<Account>,
        match: IfMatch?,
        body: MemberChanges
    ) async throws -> Versioned<MemberView> {
        let role = try body.role.map { try call.site.organizationRules.role($0, at: "/role") }
        return try await call.db.write { tx in
            if role != nil { try StepUp.require(call, tx) }
            let organization = try Organization.find(id, changing: call, tx)
            let membership = try Membership.find(userId, in: organization.id, tx)
            try match?.check(membership.version)
            try check(body, in: organization, tx)
            var next = try membership.placed(
                to: body.departmentId.applied(to: membership.department),
                body.site.applied(to: membership.site),
                by: call.actor,
                tx
            )
            if let role { next = try next.changed(role: role, by: call, tx) }
            if body.state == .suspended { next = try next.suspended(by: call, tx) }
            return try MemberView.of(next, in: organization, at: call.site, tx)
        }
    }

    static func reactivate(
        _ call: Call,
        id: ID<Organization>,
        userId: ID<Account>,
        match: IfMatch?
    ) async throws -> Versioned<MemberView> {
        try await call.db.write { tx in
            let organization = try Organization.find(id, within: call.scope, tx)
            let membership = try Membership.find(userId, in: organization.id, tx)
            try match?.check(membership.version)
            try organization.checkTakesMembers()
            let subscription = try OrganizationSubscription.locked(of: organization.id, tx)
            try subscription.checkTakesMembers()
            if membership.status == .suspended { try subscription.checkFreeSeat(tx) }
            let next = try membership.advanced(by: .reactivate, as: call, tx)
            return try MemberView.of(next, in: organization, at: call.site, tx)
        }
    }

    static func remove(
        _ call: Call,
        id: ID<Organization>,
        userId: ID<Account>,
        match: IfMatch?
    ) async throws -> NoContent {
        let isOneself = try userId == call.account
        let scope = isOneself ? nil : try call.scope(demanding: .memberManage)
        try await call.db.write { tx in
            if let scope { _ = try Organization.find(id, within: scope, tx) }
            let membership = try Membership.find(userId, in: id, tx)
            try match?.check(membership.version)
            let left = try membership.ended(by: isOneself ? .leave : .remove, as: call, tx)
            try OrganizationNotices.notifyLeft(left, tx)
        }
        return NoContent()
    }

    /// Refused with all faults of the new site and department.
    private static func check(
        _ body: MemberChanges,
        in organization: Organization,
        _ tx: borrowing Tx
    ) throws {
        var faults: [Problem.Fault] = []
        do {
            try organization.check(body.site.value)
        } catch let problem as Problem { faults += problem.faults }
        do {
            try Department.check(body.departmentId.value, in: organization.id, tx)
        } catch let problem as Problem { faults += problem.faults }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

extension Membership {
    fileprivate func changed(role: Role, by call: Call, _ tx: borrowing Tx) throws -> Membership {
        let person = try Account.find(account, tx)
        guard role != person.role else { return self }
        _ = try person.changed(role: role, by: call.actor, at: call.site, tx)
        try Audit.record(
            OrganizationAction.changeMemberRole,
            of: Self.kind,
            id.cast(),
            by: call.actor,
            details: ["from": .string(person.role.name), "to": .string(role.name)],
            tx
        )
        return try Self.find(account, in: organization, tx)
    }

    fileprivate func suspended(by call: Call, _ tx: borrowing Tx) throws -> Membership {
        guard status != .suspended else { return self }
        try Organization.keepAnAdministrator(without: Account.find(account, tx), at: call.site, tx)
        return try advanced(by: .suspend, as: call, tx)
    }
}
