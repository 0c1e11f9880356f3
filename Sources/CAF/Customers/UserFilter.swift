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
    /// Only customers with a running subscription to this plan.
    var planId: ID<Plan>?
    /// Only accounts created on this day or at this moment, or later.
    var from: DayOrInstant?
    /// Only accounts created before this moment; a day counts until its end.
    var until: DayOrInstant?
    /// The order; by default `-created_at`, which `newest` means too, as `oldest` and `name` mean others.
    var sort: ColumnSort<UserColumn>?
}

extension UserFilter {
    var ownConditions: [SQL?] {
        [
            from.map { "a.created_at >= \($0.start(in: .office))" },
            until.map { "a.created_at < \($0.end(in: .office))" },
            planId.map { plan -> SQL in
                """
                EXISTS (SELECT 1 FROM subscription s WHERE s.account_id = a.id AND s.plan_key = \(plan.description)
                                                      AND \(PlanSubscriptions.isActive))
                """
            },
        ]
    }

    var order: SortOrder<User> { (sort ?? .usual).order }
}

/// The columns by which users are sorted.
enum UserColumn: String, CaseIterable, SortColumns {
    case lastName = "last_name"
    case firstName = "first_name"
    case email
    case role
    case state
    case codiceFiscale = "codice_fiscale"
    case createdAt = "created_at"

    var keys: [SortKey<User>] {
        switch self {
        case .lastName: [Self.byLastName, Self.byFirstName]
        case .firstName: [Self.byFirstName, Self.byLastName]
        case .email: [SortKey("email") { $0.account.email }]
        case .role: [SortKey("role") { $0.account.role.name }]
        case .state: [SortKey("state") { $0.account.state }]
        case .codiceFiscale: [SortKey("codice_fiscale") { $0.profile.codiceFiscale }]
        case .createdAt: [SortKey("created_at") { $0.account.createdAt }]
        }
    }

    private static let byLastName: SortKey<User> = SortKey("last_name") { $0.profile.lastName }
    private static let byFirstName: SortKey<User> = SortKey("first_name") { $0.profile.firstName }

    static let last: SortKey<User> = SortKey("id") { $0.account.id }
    static let usual: ColumnSort<UserColumn> = .down(.createdAt)
    static let words: [String: ColumnSort<UserColumn>] = [
        "newest": .down(.createdAt), "oldest": .up(.createdAt), "name": .up(.lastName),
    ]
}
