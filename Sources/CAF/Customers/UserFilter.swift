import Kernel
import Platform
import Store
import Web

/// Which people are wanted, and in which order.
struct UserFilter: PeopleFilter {
    /// Words, or parts of words, of the name, the e-mail address or the codice fiscale, in any order; or a telephone number.
    var search: Line<1, 100>?
    var role: RoleName?
    var state: Account.State?
    /// Registered, or hired, since.
    var from: Instant?
    var until: Instant?
    var sort: Sort?

    enum Sort: String, Codable, CaseIterable, Sendable {
        case newest
        case oldest
        case name
        case email
    }
}

extension UserFilter {
    var ownConditions: [SQL?] {
        [from.map { "a.created_at >= \($0)" }, until.map { "a.created_at < \($0)" }]
    }

    var order: SortOrder<User> {
        switch sort ?? .newest {
        case .newest: Self.newest
        case .oldest: Self.oldest
        case .name:
            SortOrder(
                .ascending("last_name", \.profile.lastName),
                .ascending("first_name", \.profile.firstName),
                Self.byID
            )
        case .email: SortOrder(.ascending("email", \.account.email), Self.byID)
        }
    }
}
