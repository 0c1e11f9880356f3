import Kernel
import Platform
import Store
import Web

/// Which people are wanted, and in which order.
struct UserFilter: Query {
    /// Words, or parts of words, of the name, the shop's name or the e-mail address, in any order; or a part of the telephone number.
    var search: Line<1, 100>?
    var role: RoleName?
    var state: Account.State?
    var zone: ID<DeliveryZone>?
    var company: ID<Company>?
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

    var role: Role { Role(rawValue) }
}

extension UserFilter {
    var conditions: [SQL] {
        [
            "a.state <> \(Account.State.deleted)",
            search.map(Self.matching),
            role.map { "a.role = \($0.rawValue)" },
            state.map { "a.state = \($0)" },
            zone.map {
                "(m.zone_id = \($0) OR EXISTS (SELECT 1 FROM admin_zone w WHERE w.account_id = a.id AND w.zone_id = \($0)))"
            },
            company.map { "m.company_id = \($0)" },
        ].compactMap(\.self)
    }

    var order: Order<User> {
        let byID: Order<User>.Key = .ascending("id", \.account.id)
        return switch sort ?? .newest {
        case .newest: Order(.descending("created_at", \.account.createdAt), .descending("id", \.account.id))
        case .oldest: Order(.ascending("created_at", \.account.createdAt), byID)
        case .name: Order(.ascending("name", \.member.name), byID)
        }
    }

    private static func matching(_ text: Line<1, 100>) -> SQL {
        SearchQuestion(text.rawValue).condition(in: "m.search_text", "a.email", phone: "a.phone")
    }
}
