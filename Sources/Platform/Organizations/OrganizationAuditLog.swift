import Kernel
import Store
import Web

/// The actions on an organisation, for its administrators: never those of its people on their own accounts.
enum OrganizationAuditLog {
    // swift-format-ignore
    @RouteTable static var routes: [Route] {
        Get("/organizations/{id}/audit-logs", list, .organizationAudit, "List an organization's audit log",
            details: "The actions on the organisation, its departments, members, invitations, subscription, policy and reports; newest first. Logins, consents, exports and the records of its people are never part of it.")
    }

    static func list(
        _ call: Call,
        id: ID<Organization>,
        filter: OrganizationAuditFilter,
        page: PageRequest
    ) async throws -> Page<ActivityView> {
        let audited = Self.audited(at: call.site)
        return try await call.db.read { tx in
            let organization = try Organization.find(id, within: call.scope, tx)
            let isOfIt = SQL.any(
                audited.map {
                    "e.subject_kind = \($0.kind) AND e.subject_id IN (\($0.records(organization.id)))"
                }
            )
            let entries: Page<Audit.Entry> = try tx.page(
                page,
                "SELECT \(Audit.Entry.columns) FROM audit_entry e WHERE (\(isOfIt)) AND \(filter.condition)",
                order: SortOrder(.descending("at", \.at), .descending("id", \.id))
            )
            return entries.map(ActivityView.init)
        }
    }

    /// The kinds of records of an organisation, with those of the product.
    static func audited(at site: Site) -> [OrganizationRules.Audited] {
        platform + ((try? site.organizationRules)?.audited ?? [])
    }

    private static let platform: [OrganizationRules.Audited] = [
        .init(Organization.kind) { "SELECT id FROM organization WHERE id = \($0)" },
        .init(Department.kind) { "SELECT id FROM department WHERE organization_id = \($0)" },
        .init(Membership.kind) { "SELECT id FROM membership WHERE organization_id = \($0)" },
        .init(OrganizationInvitation.kind) {
            "SELECT id FROM organization_invitation WHERE organization_id = \($0)"
        },
        .init(OrganizationSubscription.kind) {
            "SELECT id FROM organization_subscription WHERE organization_id = \($0)"
        },
    ]
}

/// The filter of an organisation's audit log; all given conditions must hold.
struct OrganizationAuditFilter: Query {
    /// The whole name of an action, or its beginning and an asterisk, such as `membership.*`.
    var action: Line<1, 100>?
    /// The earliest moment, included.
    var from: Instant?
    /// The latest moment, excluded.
    var until: Instant?

    var condition: SQL {
        SQL.all(
            [
                action.map(AuditFilter.acting), from.map { "e.at >= \($0)" }, until.map { "e.at < \($0)" },
            ].compactMap(\.self)
        )
    }
}
