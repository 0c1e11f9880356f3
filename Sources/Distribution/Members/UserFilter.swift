import Kernel
import Platform
import Store
import Web

/// Which people are wanted, and in which order.
struct UserFilter: PeopleFilter {
    /// Words, or parts of words, of the name, the shop's name or the e-mail address, in any order; or a part of the telephone number.
    var search: Line<1, 100>?
    var role: RoleName?
    var state: Account.State?
    var zoneId: ID<DeliveryZone>?
    var companyId: ID<Company>?
    var sort: Sort?

    enum Sort: String, Codable, CaseIterable, Sendable {
        case newest
        case oldest
        case name
    }
}

enum RoleName: String, Codable, CaseIterable, Sendable {
    case superAdmin = "super_admin"
    case locationAdmin = "location_admin"
    case shopOwner = "shop_owner"
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
