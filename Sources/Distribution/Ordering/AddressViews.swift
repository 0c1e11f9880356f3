import Kernel
import Platform
import Web

/// An address as its owner sees it.
struct AddressView: View {
    var id: ID<Address>
    var label: Line<1, 60>?
    var recipient: Line<1, 120>
    var phone: PhoneNumber?
    var city: Line<1, 80>
    var street: Line<1, 300>
    var landmark: Line<1, 200>?
    var location: Location?
    var isDefault: Bool
    var createdAt: Instant
    var updatedAt: Instant
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

struct NewAddress: Body {
    var label: Line<1, 60>?
    var recipient: Line<1, 120>
    var phone: PhoneNumber?
    var city: Line<1, 80>
    var street: Line<1, 300>
    var landmark: Line<1, 200>?
    var location: Location?
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

/// Absent members stay as they are; null clears those that may be missing.
struct AddressChanges: Body, ClearsByName {
    var label: Change<Line<1, 60>>
    var recipient: Line<1, 120>?
    var phone: Change<PhoneNumber>
    var city: Line<1, 80>?
    var street: Line<1, 300>?
    var landmark: Change<Line<1, 200>>
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
