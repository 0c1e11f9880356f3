import Kernel
import Store
import Web

/// The filter of a list of members.
struct MemberFilter: Query {
    /// Only members of this department itself, not of those below it.
    var departmentId: ID<Department>?
    /// Only members at the site with this key.
    var site: Line<1, 40>?
    /// Only members with this role.
    var role: Line<1, 60>?
    /// Only members in this state; both when absent.
    var state: State?
    /// Words, or parts of words, of the names and the invited address, in any order.
    var q: Line<1, 100>?

    /// A state of an open membership.
    enum State: String, Codable, CaseIterable, Sendable {
        /// The person belongs to the organisation, and takes a seat.
        case active
        /// An administrator has suspended the membership; it takes no seat.
        case suspended
    }

    func conditions(at rules: OrganizationRules) throws -> [SQL] {
        let role = try role.map { try rules.role($0, at: "query/role") }
        return [
            departmentId.map { "m.department_id = \($0)" },
            site.map { "m.site = \($0)" },
            role.map { "a.role = \($0.name)" },
            state.map { "m.state = \($0.rawValue)" },
            q.map { SearchQuestion($0.rawValue).condition(in: rules.profile.searchText, "m.invited_email") },
        ].compactMap(\.self)
    }
}

/// Changes of a member; absent members stay as they are, and null clears optional ones.
struct MemberChanges: Body, MergePatch {
    /// The department; null leaves the person directly below the organisation.
    var departmentId: Change<ID<Department>>
    /// The key of the site; null removes it.
    var site: Change<Line<1, 40>>
    /// One of the product's roles for members; needs a recent login.
    var role: Line<1, 60>?
    /// Suspends the membership; `reactivate` ends the suspension.
    var state: State?

    /// The state that a change can give.
    enum State: String, Codable, CaseIterable, Sendable {
        /// The person stays a member without access or seat.
        case suspended
    }
}

/// A member as the organisation's administrators see them.
struct MemberView: View {
    /// The person's account.
    var userId: ID<Account>
    /// The given name.
    var firstName: String
    /// The family name.
    var lastName: String
    /// The address that was invited; the address of the account may have changed since.
    var email: EmailAddress
    /// The department; absent for a person directly below the organisation.
    var departmentId: ID<Department>?
    /// The key of the site; absent without one.
    var site: String?
    /// The role, one of the product's for members.
    var role: String
    /// Whether the membership is active or suspended.
    var state: MemberFilter.State
    /// The day of joining, in the organisation's zone.
    var joinedOn: CivilDate
    /// Raised by one with each change of place, role or state; expected in `If-Match`.
    var version: Int

    init(_ member: Member, in zone: Zone) {
        let membership = member.membership
        userId = membership.account
        firstName = member.firstName
        lastName = member.lastName
        email = membership.invitedEmail
        departmentId = membership.department
        site = membership.site?.rawValue
        role = member.role
        state = membership.status == .active ? .active : .suspended
        joinedOn = zone.civil(membership.joinedAt).date
        version = membership.version
    }
}

extension MemberView {
    static func of(
        _ membership: Membership,
        in organization: Organization,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Versioned<MemberView> {
        let member = try Member.find(membership.account, in: organization.id, at: site, tx)
        return Versioned(MemberView(member, in: organization.zone), version: member.membership.version)
    }
}
