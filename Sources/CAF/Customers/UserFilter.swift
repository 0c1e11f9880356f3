import Kernel
import Platform
import Store
import Web

/// Filters and order of a list of users.
struct UserFilter: PeopleFilter {
    /// Words or parts of words from the name, the e-mail address or the codice fiscale; or a telephone number.
    var search: Line<1, 100>?
    /// Only users with this role.
    var role: RoleName?
    /// Only accounts in this state.
    var state: Account.State?
    /// Only accounts created at this moment or later.
    var from: Instant?
    /// Only accounts created before this moment.
    var until: Instant?
    /// The order; by default `newest`.
    var sort: Sort?

    /// An order of users.
    enum Sort: String, Codable, CaseIterable, Sendable {
        /// By the creation of the account, the newest first.
        case newest
        /// By the creation of the account, the oldest first.
        case oldest
        /// By last name, then by first name.
        case name
        /// By e-mail address.
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
