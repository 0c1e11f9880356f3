import Kernel
import Web

extension Feature {
    /// Organisations with their departments, members, invitations and subscriptions.
    ///
    /// Listed by products that have them, with their own decisions, and before the features that refer to its tables.
    package static func organizations(_ rules: OrganizationRules) -> Feature {
        Feature(
            routes: (Organizations.routes + Departments.routes + Members.routes
                + OrganizationInvitations.routes + Subscriptions.routes + OrganizationAuditLog.routes)
                .tagged("Organizations"),
            migrations: Organization.migrations,
            lifecycles: [
                Organization.lifecycle.table(named: Organization.kind),
                Membership.lifecycle.table(named: Membership.kind),
                OrganizationInvitation.lifecycle.table(named: OrganizationInvitation.kind),
                OrganizationSubscription.lifecycle.table(named: OrganizationSubscription.kind),
            ],
            jobs: Organization.jobs,
            schedules: Organization.schedules,
            problems: Organization.problems,
            bounds: Organization.bounds,
            personalData: Organization.personalData,
            impersonalTables: Organization.impersonalTables,
            retention: Organization.retention,
            templates: OrganizationNotices.templates,
            searched: [Organization.searched],
            audit: OrganizationAction.self,
            organizations: rules,
            erasing: Organization.lose
        )
    }
}

extension Organization {
    static let bounds: [Bound] = [
        Bound("POST /organizations", because: "the site's administrators record their customers"),
        Bound("PATCH /organizations/{id}", because: "changes one row; 20 sites"),
        Bound("POST /organizations/{id}/suspend", because: "a move of one row"),
        Bound("POST /organizations/{id}/resume", because: "a move of one row"),
        Bound("DELETE /organizations/{id}", because: "a move of one row"),
        Bound("POST /organizations/{id}/departments", because: "200 in an organisation"),
        Bound("PATCH /organizations/{id}/departments/{departmentId}", because: "moves at most 200 rows"),
        Bound("DELETE /organizations/{id}/departments/{departmentId}", because: "ends one row"),
        Bound("PATCH /organizations/{id}/members/{userId}", because: "changes one row"),
        Bound("POST /organizations/{id}/members/{userId}/reactivate", because: "takes one of the seats"),
        Bound("DELETE /organizations/{id}/members/{userId}", because: "ends one membership"),
        Bound("POST /organizations/{id}/invitations", because: "takes one of the seats; 60 an hour"),
        Bound(
            "POST /organizations/{id}/invitations/{invitationId}/resend",
            because: "mails an address once; 60 an hour"
        ),
        Bound("DELETE /organizations/{id}/invitations/{invitationId}", because: "ends one row"),
        Bound("PUT /organizations/{id}/subscription", because: "changes one row"),
    ]
}
