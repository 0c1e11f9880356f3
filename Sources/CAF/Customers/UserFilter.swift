import Kernel
import Platform
import Store
import Web

/// Which people are wanted, and in which order.
struct UserFilter: Query {
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
    var conditions: [SQL] {
        [
            "a.state <> \(Account.State.deleted)",
            search.map(Self.matching),
            role.map { "a.role = \($0.rawValue)" },
            state.map { "a.state = \($0)" },
            from.map { "a.created_at >= \($0)" },
            until.map { "a.created_at < \($0)" },
        ].compactMap(\.self)
    }

    var order: Order<User> {
        let byID: Order<User>.Key = .ascending("id", \.account.id)
        return switch sort ?? .newest {
        case .newest: Order(.descending("created_at", \.account.createdAt), .descending("id", \.account.id))
        case .oldest: Order(.ascending("created_at", \.account.createdAt), byID)
        case .name:
            Order(
                .ascending("last_name", \.profile.lastName),
                .ascending("first_name", \.profile.firstName),
                byID
            )
        case .email: Order(.ascending("email", \.account.email), byID)
        }
    }

    private static func matching(_ text: Line<1, 100>) -> SQL {
        SearchQuestion(text.rawValue).condition(in: "p.search_text", "a.email", phone: "a.phone")
    }
}
