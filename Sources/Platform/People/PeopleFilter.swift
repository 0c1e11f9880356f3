import Kernel
import Store
import Web

/// The filter of a list of people: words, role and state, with a product's own conditions and orders.
package protocol PeopleFilter: Query {
    associatedtype Profile: UserProfile
    associatedtype RoleChoice: RawRepresentable<String>

    typealias UserOrder = SortOrder<User<Profile>>

    /// Words, or parts of words, of the names and the e-mail address, in any order; or a part of the phone number.
    var search: Line<1, 100>? { get }
    var role: RoleChoice? { get }
    var state: Account.State? { get }
    /// The conditions of the product's own parameters; nil for absent ones.
    var ownConditions: [SQL?] { get }
    var order: UserOrder { get }
}

extension PeopleFilter {
    @inlinable package var conditions: [SQL] {
        let shared: [SQL?] = [
            search.map {
                SearchQuestion($0.rawValue).condition(in: Profile.searchColumn, "a.email", phone: "a.phone")
            },
            role.map { "a.role = \($0.rawValue)" },
            state.map { "a.state = \($0)" },
        ]
        return (shared + ownConditions).compactMap(\.self)
    }

    // Closures, because the key paths of a generic type are made anew for every list.
    @inlinable package static var newest: UserOrder {
        SortOrder(.descending("created_at") { $0.account.createdAt }, .descending("id") { $0.account.id })
    }

    @inlinable package static var oldest: UserOrder {
        SortOrder(.ascending("created_at") { $0.account.createdAt }, byID)
    }

    /// The last key of every order.
    @inlinable package static var byID: UserOrder.Key { .ascending("id") { $0.account.id } }
}
