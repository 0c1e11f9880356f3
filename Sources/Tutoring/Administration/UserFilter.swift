import Kernel
import Platform
import Store
import Web

/// The filter of a list of accounts.
struct UserFilter: PeopleFilter {
    typealias Profile = Tutoring.Profile

    /// Words, or parts of words, of the name or of the e-mail address, in any order; or a part of the telephone number.
    var search: Line<1, 100>?
    /// Only accounts with this role.
    var role: RoleName?
    /// Only accounts in this state; erased ones are never listed.
    var state: Account.State?
    /// Only accounts opened at this moment or later.
    var from: Instant?
    /// Only accounts opened before this moment.
    var until: Instant?
    /// The order; `newest` when absent.
    var sort: Sort?

    /// An order of accounts.
    enum Sort: String, Codable, CaseIterable, Sendable {
        /// By the opening of the account, the newest first.
        case newest
        /// By the opening of the account, the oldest first.
        case oldest
        /// By last name, then by first name.
        case name
        /// By e-mail address.
        case email
    }
}

/// A role of the product.
enum RoleName: String, Codable, CaseIterable, Sendable {
    /// Books lessons, pays for them and learns.
    case student
    /// Teaches and is paid out.
    case tutor
    /// Verifies tutors, decides disputes and watches.
    case admin
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
