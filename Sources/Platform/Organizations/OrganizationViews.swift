import Kernel
import Store
import Web

/// An organisation to create.
struct NewOrganization: Body {
    /// The name for people.
    var name: Line<1, 120>
    /// The zone of its days and months.
    var zone: Zone
    /// Its places of work, 20 at most; none when absent.
    var sites: [OrganizationSite]?
    /// The plan of its subscription; the product's plan for trials when absent.
    var plan: Line<1, 40>?
    /// The seats of its subscription; 10 when absent.
    var seats: Ranged<1, 100_000>?
}

/// Changes of an organisation; absent members stay as they are.
struct OrganizationChanges: Body, MergePatch {
    /// The name for people.
    var name: Line<1, 120>?
    /// The zone of its days and months.
    var zone: Zone?
    /// Replaces the places of work, 20 at most; sites of members and of open invitations must stay.
    var sites: [OrganizationSite]?
    /// Takes a draft into use; only the site's administrators may.
    var state: State?

    /// The state that a change can give.
    enum State: String, Codable, CaseIterable, Sendable {
        /// In use; an administrator must have joined.
        case active
    }
}

/// The reason for suspending or resuming an organisation.
struct OrganizationReason: Body {
    /// Kept in the history.
    var reason: Line<1, 500>
}

/// The reason for closing an organisation.
struct ClosingReason: Query {
    /// Kept in the history.
    var reason: Line<1, 500>
}

/// The filter of a list of organisations.
struct OrganizationFilter: Query {
    /// Only organisations in this state.
    var state: Organization.Status?
    /// Words, or parts of words, of the name, in any order.
    var q: Line<1, 100>?

    var conditions: [SQL] {
        [
            state.map { "o.state = \($0)" },
            q.map { SearchQuestion($0.rawValue).condition(in: "o.search_text") },
        ].compactMap(\.self)
    }
}

/// An organisation; only administrators see its sites and its report policy.
struct OrganizationView: View {
    var id: ID<Organization>
    /// The name for people.
    var name: String
    /// The zone of its days and months.
    var zone: Zone
    /// The state of the organisation.
    var state: Organization.Status
    /// The time of its end; absent unless it is closing.
    var closesAt: Instant?
    /// Its places of work; absent for ordinary members.
    var sites: [OrganizationSite]?
    /// The minimum sizes of the groups in its reports; absent for ordinary members, and without reports.
    var reportPolicy: OrganizationReportPolicy?
    /// Raised by one with each change; expected in `If-Match`.
    var version: Int
}

/// The minimum sizes of the groups in reports about an organisation.
package struct OrganizationReportPolicy: Codable, Sendable {
    /// The minimum number of people behind a score.
    package var kScores: Int
    /// The minimum number of people behind a participation.
    package var kParticipation: Int
    /// The time of the last change; it applies from the next report on.
    package var since: Instant

    package init(kScores: Int, kParticipation: Int, since: Instant) {
        self.kScores = kScores
        self.kParticipation = kParticipation
        self.since = since
    }
}

extension OrganizationView {
    static func of(
        _ organization: Organization,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> OrganizationView {
        let isManaged = call.scope(of: .organizationManage).reach != .none
        return OrganizationView(
            id: organization.id,
            name: organization.name.rawValue,
            zone: organization.zone,
            state: organization.status,
            closesAt: organization.closesAt,
            sites: isManaged ? organization.sites : nil,
            reportPolicy: isManaged
                ? try call.site.organizationRules.reportPolicy(organization.id, tx) : nil,
            version: organization.version
        )
    }

    static func versioned(
        _ organization: Organization,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<OrganizationView> {
        Versioned(try of(organization, for: call, tx), version: organization.version)
    }
}
