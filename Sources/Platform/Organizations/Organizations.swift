import Kernel
import Store
import Web

/// Organisations: created and closed by the site's administrators, managed by their own.
enum Organizations {
    // swift-format-ignore
    @RouteTable static var routes: [Route] {
        //      path                            handler  needs
        Post  ("/organizations",                create,  .organizationAdminister, "Create an organization",
               details: "A draft with a trial subscription of 30 days.").idempotent
        Get   ("/organizations",                list,    .organizationRead,       "List organizations",
               details: "Newest first. Members see their own.")
        Get   ("/organizations/{id}",           show,    .organizationRead,       "Get an organization",
               details: "Only administrators see its sites and report policy.")
        Patch ("/organizations/{id}",           change,  .organizationManage,     "Update an organization",
               details: "`state` takes a draft into use, which needs an administrator who has joined and a permission to administer organisations.").refuses(.guardFailed, .illegalTransition, .organizationNotActive, .stale)
        Post  ("/organizations/{id}/suspend",   suspend, .organizationAdminister, "Suspend an organization",
               details: "Its administrators may only read, remove members and revoke invitations. Members keep their accounts and data.").refuses(.illegalTransition, .stale)
        Post  ("/organizations/{id}/resume",    resume,  .organizationAdminister, "Resume an organization",
               details: "From suspended, and from closing before it has ended.").refuses(.guardFailed, .illegalTransition, .stale)
        Delete("/organizations/{id}",           close,   .organizationAdminister, "Close an organization",
               details: "It ends 30 days later: memberships end, while people keep their accounts and data. Open invitations are revoked now. Members are notified now and seven days before the end.").afresh.refuses(.illegalTransition, .stale)
    }

    static func create(_ call: Call, body: NewOrganization) async throws -> Created<OrganizationView> {
        try check(body.sites)
        return try await call.db.write { tx in
            let organization = try Organization.insert(body, by: call.actor, tx)
            try OrganizationSubscription.start(
                for: organization,
                plan: body.plan ?? call.site.organizationRules.plan,
                seats: body.seats ?? defaultSeats,
                by: call.actor,
                tx
            )
            let view = try OrganizationView.of(organization, for: call, tx)
            return Created(view, at: "/organizations/\(organization.id)", version: organization.version)
        }
    }

    private static let defaultSeats = Ranged<1, 100_000>(10) ?? .placeholder

    static func list(
        _ call: Call,
        filter: OrganizationFilter,
        page: PageRequest
    ) async throws -> Page<OrganizationView> {
        try await call.db.read { tx in
            let conditions = filter.conditions + [Organization.visible(to: call.scope)]
            let organizations: Page<Organization> = try tx.page(
                page,
                "SELECT \(Organization.columns) FROM organization o WHERE \(SQL.all(conditions))",
                order: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
            )
            var views: [OrganizationView] = []
            for organization in organizations.data {
                views.append(try OrganizationView.of(organization, for: call, tx))
            }
            return Page(views, next: organizations.next, total: organizations.total)
        }
    }

    static func show(_ call: Call, id: ID<Organization>) async throws -> Versioned<OrganizationView> {
        try await call.db.read { tx in
            try OrganizationView.versioned(Organization.find(id, within: call.scope, tx), for: call, tx)
        }
    }

    static func change(
        _ call: Call,
        id: ID<Organization>,
        match: IfMatch?,
        body: OrganizationChanges
    ) async throws -> Versioned<OrganizationView> {
        try check(body.sites)
        return try await call.db.write { tx in
            var organization = try Organization.find(id, changing: call, tx)
            try match?.check(organization.version)
            organization = try organization.changed(by: body, call, tx)
            if body.state == .active, organization.status != .active {
                organization = try organization.counted(at: call.site, tx)
                    .advanced(by: .activate, as: call, tx)
            }
            return try OrganizationView.versioned(organization, for: call, tx)
        }
    }

    /// At most twenty, each with a key of its own.
    private static func check(_ sites: [OrganizationSite]?) throws {
        guard let sites else { return }
        guard sites.count <= Organization.mostSites else {
            throw Problem(
                .invalid,
                faults: [.init("/sites", Refusal(.tooMany(Organization.mostSites)))]
            )
        }
        var keys: Set<Line<1, 40>> = []
        let faults = sites.enumerated().filter { !keys.insert($1.key).inserted }
            .map { Problem.Fault("/sites/\($0.offset)/key", .siteTwice) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

// Suspending, resuming and closing.
extension Organizations {
    static func suspend(
        _ call: Call,
        id: ID<Organization>,
        match: IfMatch?,
        body: OrganizationReason
    ) async throws -> Versioned<OrganizationView> {
        try await moving(id, match, call) { organization, tx in
            try organization.advanced(by: .suspend, as: call, reason: body.reason.rawValue, tx)
        }
    }

    static func resume(
        _ call: Call,
        id: ID<Organization>,
        match: IfMatch?,
        body: OrganizationReason
    ) async throws -> Versioned<OrganizationView> {
        try await moving(id, match, call) { organization, tx in
            try organization.counted(at: call.site, tx)
                .advanced(by: .resume, as: call, reason: body.reason.rawValue, tx)
        }
    }

    static func close(
        _ call: Call,
        id: ID<Organization>,
        match: IfMatch?,
        query: ClosingReason
    ) async throws -> Accepted<OrganizationView> {
        let closing = try await moving(id, match, call) { organization, tx in
            try organization.closed(as: call, reason: query.reason.rawValue, tx)
        }
        return Accepted(closing.value, at: "/organizations/\(id)")
    }

    private static func moving(
        _ id: ID<Organization>,
        _ match: IfMatch?,
        _ call: Call,
        _ move: @escaping @Sendable (Organization, borrowing Tx) throws -> Organization
    ) async throws -> Versioned<OrganizationView> {
        try await call.db.write { tx in
            let organization = try Organization.find(id, within: call.scope, tx)
            try match?.check(organization.version)
            return try OrganizationView.versioned(move(organization, tx), for: call, tx)
        }
    }
}

extension Organization {
    fileprivate func changed(
        by changes: OrganizationChanges,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Organization {
        guard changes.name != nil || changes.zone != nil || changes.sites != nil else { return self }
        var next = self
        next.name = changes.name ?? name
        next.zone = changes.zone ?? zone
        next.sites = changes.sites ?? sites
        try next.checkUsedSites(tx)
        return try next.save(by: call.actor, tx)
    }

    /// Refused when a member or an open invitation has a site that is no longer listed.
    private func checkUsedSites(_ tx: borrowing Tx) throws {
        let used = try tx.values(
            """
            SELECT m.site FROM membership m
             WHERE m.organization_id = \(id) AND m.state <> 'left' AND m.site IS NOT NULL
             UNION
            SELECT v.site FROM organization_invitation v
             WHERE v.organization_id = \(id) AND v.state = 'open' AND v.expires_at > \(tx.now) AND v.site IS NOT NULL
            """,
            as: String.self
        )
        guard Set(used).isSubset(of: sites.map(\.key.rawValue)) else {
            throw Problem(.invalid, faults: [.init("/sites", .siteInUse)])
        }
    }
}
