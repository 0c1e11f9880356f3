import Kernel
import Platform
import Store
import Web

/// The filter of a list of accounts.
struct UserFilter: PeopleFilter {
    typealias Profile = Marketplace.Profile

    /// Words, or parts of words, of the name or of the e-mail address, in any order; or a part of the telephone number.
    var q: Line<1, 100>?
    /// Only accounts with this role.
    var role: RoleName?
    /// Only accounts in this state; erased ones are never listed.
    var status: Account.State?
    /// Only local managers and providers of this region, and customers with a job in it.
    var regionId: ID<Region>?

    var search: Line<1, 100>? { q }
    var state: Account.State? { status }
}

/// A role of the product.
enum RoleName: String, Codable, CaseIterable, Sendable {
    /// Posts jobs and pays for them.
    case customer
    /// Quotes jobs and does them.
    case provider
    /// A local manager, who runs the regions assigned to them.
    case lsm
    /// Administers the platform.
    case admin
}

extension UserFilter {
    var ownConditions: [SQL?] {
        [
            regionId.map {
                """
                (EXISTS (SELECT 1 FROM region_manager m WHERE m.account_id = a.id AND m.region_id = \($0))
                 OR EXISTS (SELECT 1 FROM provider r WHERE r.account_id = a.id AND r.region_id = \($0))
                 OR EXISTS (SELECT 1 FROM market_job j WHERE j.customer_id = a.id AND j.region_id = \($0)))
                """
            }
        ]
    }

    var order: SortOrder<User> { Self.newest }
}
