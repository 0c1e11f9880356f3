import Kernel

/// Where an order goes: a copy of an address, as it was when the order was placed.
struct OrderAddress: Codable, Sendable, Hashable {
    var recipient: Line<1, 120>
    var phone: PhoneNumber?
    var city: Line<1, 80>
    var street: Line<1, 300>
    var landmark: Line<1, 200>?
    var location: Location?

    /// What stays of one whose owner has gone.
    static let erased = OrderAddress(
        recipient: Line(unchecked: "-"),
        city: Line(unchecked: "-"),
        street: Line(unchecked: "-")
    )
}

/// A place on the map.
struct Location: Codable, Sendable, Hashable {
    var latitude: Latitude
    var longitude: Longitude
}
