import Kernel
import Platform
import Store
import Web

/// The filter of a list of accounts.
struct UserFilter: PeopleFilter {
    typealias Profile = Wellness.Profile

    /// Words, or parts of words, of the name or of the e-mail address, in any order.
    var q: Line<1, 100>?
    /// Only accounts with this role.
    var role: RoleName?
    /// Only accounts in this state; erased ones are never listed.
    var state: Account.State?
    /// Only members of this organisation.
    var organizationId: ID<Organization>?

    var search: Line<1, 100>? { q }
}

/// A role of the product.
enum RoleName: String, Codable, CaseIterable, Sendable {
    /// Keeps a diary; may belong to an organisation.
    case user
    /// Administers the organisation of their membership, and keeps a diary of their own.
    case businessAdmin = "business_admin"
    /// Administers the platform; has neither a membership nor a diary.
    case superAdmin = "super_admin"
}

extension UserFilter {
    var ownConditions: [SQL?] {
        [
            organizationId.map {
                """
                EXISTS (SELECT 1 FROM membership m
                         WHERE m.account_id = a.id AND m.organization_id = \($0) AND m.state <> 'left')
                """
            }
        ]
    }

    var order: SortOrder<User> { Self.newest }
}
