import Kernel
import Store

/// A product's rules for its organisations.
package struct OrganizationRules: Sendable {
    /// The role of ordinary members, and of people who have left.
    package let member: Role
    /// The role of administrators of their own organisation.
    package let administrator: Role
    /// The product's table of people.
    package let profile: Profile
    /// The plan of a new organisation, unless another is given.
    package let plan: Line<1, 40>
    /// Further records of an organisation in its audit log, in addition to the platform's.
    package let audited: [Audited]
    /// The report policy that an organisation shows; nil where a product publishes no figures.
    package let reportPolicy: ReportPolicyHook
    package typealias ReportPolicyHook =
        @Sendable (ID<Organization>, borrowing Tx) throws -> OrganizationReportPolicy?
    /// Writes the product's row of a person whose account was opened by an invitation.
    package let joined: Joined
    package typealias Joined = @Sendable (Account, Newcomer, borrowing Tx) throws -> Void

    package init(
        member: Role,
        administrator: Role,
        profile: Profile,
        plan: Line<1, 40> = Line(unchecked: "trial"),
        audited: [Audited] = [],
        reportPolicy: @escaping ReportPolicyHook = { _, _ in nil },
        joined: @escaping Joined
    ) {
        self.member = member
        self.administrator = administrator
        self.profile = profile
        self.plan = plan
        self.audited = audited
        self.reportPolicy = reportPolicy
        self.joined = joined
    }

    /// The two names of a person, from the product's table, which joins `account a`.
    package struct Profile: Sendable {
        let join: SQL
        let firstName: SQL
        let lastName: SQL
        /// Normalised words for searches.
        let searchText: SQL

        package init(join: SQL, firstName: SQL, lastName: SQL, searchText: SQL) {
            self.join = join
            self.firstName = firstName
            self.lastName = lastName
            self.searchText = searchText
        }
    }

    /// A kind of record that belongs to an organisation.
    package struct Audited: Sendable {
        let kind: String
        /// The identities of the organisation's records of the kind.
        let records: @Sendable (ID<Organization>) -> SQL

        package init(_ kind: String, _ records: @escaping @Sendable (ID<Organization>) -> SQL) {
            self.kind = kind
            self.records = records
        }
    }

    /// The details that people give when an invitation opens their account.
    package struct Newcomer: Sendable {
        package let firstName: Line<1, 100>
        package let lastName: Line<1, 100>
        /// Nil when the person named none.
        package let timeZone: Zone?
    }

    /// The role with that name, where members can have it.
    func role(named name: String) -> Role? {
        [member, administrator].first { $0.name == name }
    }

    /// Refused with 422 at `pointer` when members cannot have the role.
    func role(_ name: Line<1, 60>, at pointer: String) throws -> Role {
        guard let role = role(named: name.rawValue) else {
            throw Problem(
                .invalid,
                faults: [.init(pointer, Refusal(.notInEnumeration([member.name, administrator.name])))]
            )
        }
        return role
    }
}

extension Site {
    /// Not found in a product without organisations, which serves none of their routes.
    package var organizationRules: OrganizationRules {
        get throws {
            guard let rules = product.organizations else { throw Problem(.notFound) }
            return rules
        }
    }
}
