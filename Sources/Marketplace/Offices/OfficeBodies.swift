import Kernel
import Platform
import Web

/// An office to be added.
struct NewOffice: Body {
    /// Its name, which no other office has.
    var name: OfficeSpace.Name
    /// The point on the map.
    var point: Coordinates
    /// Where to find it.
    var address: StreetAddress
    /// How many people it is for; it is booked as a whole.
    var capacity: OfficeSpace.Capacity
    /// The equipment, such as a projector; 30 at most.
    var amenities: [OfficeSpace.Amenity]?
    /// The hours of a week, in the time zone of the place.
    var hours: [HoursLine]
    /// The price of an hour for providers, in cents.
    var hourlyMinor: Price
    /// Whether it can be booked; true when absent.
    var active: Bool?
}

/// Changes of an office; absent members stay as they are, and bookings keep their price.
struct OfficeChanges: Body, MergePatch {
    /// Its name, which no other office has.
    var name: OfficeSpace.Name?
    /// The point on the map.
    var point: Coordinates?
    /// Where to find it.
    var address: StreetAddress?
    /// How many people it is for.
    var capacity: OfficeSpace.Capacity?
    /// The equipment, such as a projector; 30 at most.
    var amenities: [OfficeSpace.Amenity]?
    /// The hours of a week, in the time zone of the place.
    var hours: [HoursLine]?
    /// The price of an hour for providers, in cents.
    var hourlyMinor: Price?
    /// Whether it can be booked.
    var active: Bool?
}

/// A move of a booking.
struct OfficeBookingMove: Body {
    /// The state to move to: `cancelled`; for administrators also `checked_in`, `no_show` and `completed`.
    var status: OfficeBooking.Status
    /// The reason; administrators must give it for another person's booking.
    var reason: Reason?
}

/// The filter of bookings.
struct OfficeBookingFilter: Query {
    /// Only bookings of this office.
    var officeId: ID<OfficeSpace>?
    /// Only bookings that end after this time.
    var from: Instant?
    /// Only bookings that start before this time.
    var until: Instant?
    /// Only bookings in one of these states.
    var status: [OfficeBooking.Status]?
}
