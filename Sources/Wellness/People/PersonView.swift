import Kernel
import Platform
import Store
import Web

/// A person as they see themselves.
struct PersonView: View {
    /// The account of the person.
    var id: ID<Account>
    /// The address to log in with and to write to.
    var email: EmailAddress
    /// Whether the address has been confirmed with a mailed link.
    var emailVerified: Bool
    /// The given name.
    var firstName: PersonName
    /// The family name.
    var lastName: PersonName
    /// The role of the account: `user`, `business_admin` or `super_admin`.
    var role: String
    var state: Account.State
    /// The language of messages.
    var locale: Language
    /// The time zone of the diary and of reminders.
    var timeZone: Zone
    /// The organisation of the person's open membership; absent without one.
    var organization: OwnOrganization?
    /// The department in the organisation; absent for people without one.
    var departmentId: ID<Department>?
    /// The key of the site at which the person works; absent when none is set.
    var site: String?
    /// The state of the membership; absent without one.
    var membershipState: String?
    /// Whether logins ask for a code of an authenticator.
    var mfaEnabled: Bool
    /// The state of the onboarding.
    var onboarding: OnboardingProgress
    /// The purposes to which the person must still agree, in the version in force.
    var consentsNeeded: [Consent.Purpose]
    /// The value for `If-Match`, raised by every change of the account or of the name.
    var version: Int

    /// The organisation of a membership.
    struct OwnOrganization: Codable, Sendable {
        /// The organisation.
        var id: ID<Organization>
        /// The name of the organisation.
        var name: String
        /// `draft`, `active`, `suspended` or `closing`.
        var state: String
    }
}

/// The state of a person's onboarding.
enum OnboardingProgress: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
    /// Nothing has been answered yet.
    case none
    /// Some answers are stored, and can still change.
    case draft
    /// The onboarding is finished, and its answers have been applied.
    case complete
}

extension PersonView {
    static func of(_ account: ID<Account>, for call: Call, _ tx: borrowing Tx) throws -> PersonView {
        try of(User.find(account, tx), for: call, tx)
    }

    static func versioned(_ user: User, for call: Call, _ tx: borrowing Tx) throws -> Versioned<PersonView> {
        Versioned(try of(user, for: call, tx), version: user.version)
    }

    static func of(_ user: User, for call: Call, _ tx: borrowing Tx) throws -> PersonView {
        let account = user.account
        let membership = try Membership.open(of: account.id, tx)
        return PersonView(
            id: account.id,
            email: account.email,
            emailVerified: account.emailVerifiedAt != nil,
            firstName: user.profile.firstName,
            lastName: user.profile.lastName,
            role: account.role.name,
            state: account.state,
            locale: account.locale,
            timeZone: try PersonZone.of(account.id, at: call.site, tx),
            organization: try membership.map { try OwnOrganization($0.organization, tx) },
            departmentId: membership?.department,
            site: membership?.site?.rawValue,
            membershipState: membership?.status.rawValue,
            mfaEnabled: try Account.hasSecondFactor(account.id, tx),
            onboarding: try Onboarding.progress(of: account.id, tx),
            consentsNeeded: try Consent.needed(of: account.id, at: call.site, tx),
            version: user.version
        )
    }
}

extension PersonView.OwnOrganization {
    fileprivate init(_ id: ID<Organization>, _ tx: borrowing Tx) throws {
        let organization = try Organization.find(id, tx)
        self.id = id
        name = organization.name.rawValue
        state = organization.status.rawValue
    }
}
