import Kernel

/// The delivery address of an order: a copy made when the order was placed.
struct OrderAddress: Codable, Sendable, Hashable {
    /// Full name of the person to hand the goods to; `-` once it has been erased.
    var recipient: Line<1, 120>
    /// The recipient's number for the driver; absent when none was given.
    var phone: PhoneNumber?
    /// City or town, as written by the shop owner.
    var city: Line<1, 80>
    /// Street, building and further directions.
    var street: Line<1, 300>
    /// A well-known place nearby that helps the driver; absent when none was given.
    var landmark: Line<1, 200>?
    /// Coordinates for planning delivery routes; absent when unknown.
    var location: Location?

    /// The placeholder that replaces the address after erasure.
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
