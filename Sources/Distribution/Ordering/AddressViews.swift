import Kernel
import Platform
import Web

/// A delivery address of the caller.
struct AddressView: View {
    var id: ID<Address>
    /// A short name for the owner's own use, such as `Warehouse`; absent when none was given.
    var label: Line<1, 60>?
    /// Full name of the person to hand the goods to.
    var recipient: Line<1, 120>
    /// The recipient's number for the driver; absent when none was given.
    var phone: PhoneNumber?
    /// City or town, as written by the owner.
    var city: Line<1, 80>
    /// Street, building and further directions.
    var street: Line<1, 300>
    /// A well-known place nearby that helps the driver; absent when none was given.
    var landmark: Line<1, 200>?
    /// Coordinates for planning delivery routes; absent when unknown.
    var location: Location?
    /// True for the address used by orders that name none; exactly one address of an account is the default.
    var isDefault: Bool
    /// The time at which the address was added to the account.
    var createdAt: Instant
    /// Time of the last change, also of `is_default`; equal to `created_at` before any.
    var updatedAt: Instant
    /// Revision number, which increases by one with every change.
    var version: Int

    init(_ address: Address) {
        id = address.id
        label = address.label
        recipient = address.place.recipient
        phone = address.place.phone
        city = address.place.city
        street = address.place.street
        landmark = address.place.landmark
        location = address.place.location
        isDefault = address.isDefault
        createdAt = address.createdAt
        updatedAt = address.updatedAt
        version = address.version
    }

    static func versioned(_ address: Address) -> Versioned<AddressView> {
        Versioned(AddressView(address), version: address.version)
    }
}

/// A delivery address to add.
struct NewAddress: Body {
    /// A short name for the owner's own use, such as `Warehouse`; absent means none.
    var label: Line<1, 60>?
    /// Full name of the person to hand the goods to.
    var recipient: Line<1, 120>
    /// The recipient's number for the driver; absent means none.
    var phone: PhoneNumber?
    /// City or town.
    var city: Line<1, 80>
    /// Street, building and further directions.
    var street: Line<1, 300>
    /// A well-known place nearby that helps the driver; absent means none.
    var landmark: Line<1, 200>?
    /// Coordinates for planning delivery routes; absent means unknown.
    var location: Location?
    /// True to make it the default address; absent means false, but the first address is always the default.
    var isDefault: Bool?

    var place: OrderAddress {
        OrderAddress(
            recipient: recipient,
            phone: phone,
            city: city,
            street: street,
            landmark: landmark,
            location: location
        )
    }
}

/// Changes to a delivery address: absent members stay as they are, null clears an optional one.
struct AddressChanges: Body, ClearsByName {
    /// A short name for the owner's own use, such as `Warehouse`; null removes it.
    var label: Change<Line<1, 60>>
    /// Full name of the person to hand the goods to; absent keeps the current one.
    var recipient: Line<1, 120>?
    /// The recipient's number for the driver; null removes it.
    var phone: Change<PhoneNumber>
    /// City or town; absent keeps the current one.
    var city: Line<1, 80>?
    /// Street, building and further directions; absent keeps the current text.
    var street: Line<1, 300>?
    /// A well-known place nearby that helps the driver; null removes it.
    var landmark: Change<Line<1, 200>>
    /// Coordinates for planning delivery routes; null removes them.
    var location: Change<Location>

    func applied(to address: Address) -> Address {
        var next = address
        next.label = label.applied(to: next.label)
        next.place.recipient = recipient ?? next.place.recipient
        next.place.phone = phone.applied(to: next.place.phone)
        next.place.city = city ?? next.place.city
        next.place.street = street ?? next.place.street
        next.place.landmark = landmark.applied(to: next.place.landmark)
        next.place.location = location.applied(to: next.place.location)
        return next
    }
}
