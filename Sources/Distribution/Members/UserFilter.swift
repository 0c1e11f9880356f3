import Kernel
import Platform
import Store
import Web

/// The filter and order of a user list.
struct UserFilter: PeopleFilter {
    /// Words, or parts of words, of the name, shop name or e-mail address; or a part of the telephone number.
    var search: Line<1, 100>?
    /// Only users in this role.
    var role: RoleName?
    /// Only accounts in this state; deleted ones are never listed.
    var state: Account.State?
    /// Only shop owners and location admins of this zone.
    var zoneId: ID<DeliveryZone>?
    /// Only vendors of this company.
    var companyId: ID<Company>?
    /// The order of the list; `newest` when absent.
    var sort: Sort?

    /// The order of a user list.
    enum Sort: String, Codable, CaseIterable, Sendable {
        /// By creation time, latest first.
        case newest
        /// By creation time, earliest first.
        case oldest
        /// By full name, in ascending order.
        case name
    }
}

/// A role of the product.
enum RoleName: String, Codable, CaseIterable, Sendable {
    /// Administers the whole platform.
    case superAdmin = "super_admin"
    /// Administers the zones assigned to it.
    case locationAdmin = "location_admin"
    /// Buys for a shop.
    case shopOwner = "shop_owner"
    /// Sells for a company.
    case vendor
}

extension UserFilter {
    var ownConditions: [SQL?] {
        [
            zoneId.map {
                "(m.zone_id = \($0) OR EXISTS (SELECT 1 FROM admin_zone w WHERE w.account_id = a.id AND w.zone_id = \($0)))"
            },
            companyId.map { "m.company_id = \($0)" },
        ]
    }

    var order: SortOrder<User> {
        switch sort ?? .newest {
        case .newest: Self.newest
        case .oldest: Self.oldest
        case .name: SortOrder(.ascending("name", \.profile.name), Self.byID)
        }
    }
}
