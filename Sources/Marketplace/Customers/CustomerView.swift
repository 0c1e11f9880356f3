import Kernel
import Platform
import Store
import Web

/// A customer: the card for providers of shared jobs, everything for the customer and staff.
struct CustomerView: View {
    /// The account of the customer.
    var id: ID<Account>
    /// The first word of the name.
    var firstName: String
    /// The first letter of the last word of the name; absent for a name of one word.
    var initial: String?
    /// How many ratings of the customer are published.
    var n: Int
    /// The full name; absent in the card.
    var name: PersonName?
    /// The telephone number; absent in the card, and where there is none.
    var phone: PhoneNumber?
    /// The street address; absent in the card, and where there is none.
    var address: String?
    /// The point on the map; absent in the card, and where there is none.
    var point: Coordinates?
    /// When the account was opened; absent in the card.
    var createdAt: Instant?
    /// The value for `If-Match`; absent in the card.
    var version: Int?
}

extension CustomerView {
    static func versioned(
        _ user: User,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<CustomerView> {
        Versioned(try of(user, for: call, tx), version: user.version)
    }

    private static func of(_ user: User, for call: Call, _ tx: borrowing Tx) throws -> CustomerView {
        let card = try CustomerCard.of(user.account.id, tx)
        var view = CustomerView(id: card.id, firstName: card.firstName, initial: card.initial, n: card.n)
        guard call.actor.account == user.account.id || call.scope.reach > .assigned else { return view }
        view.name = user.profile.name
        view.phone = user.account.phone
        view.address = try user.profile.openedAddress(at: call.site, tx)
        view.point = user.profile.point
        view.createdAt = user.account.createdAt
        view.version = user.version
        return view
    }
}
