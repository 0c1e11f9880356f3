import Kernel
import Platform
import Store
import Web

/// An office as the API shows it.
struct OfficeView: View {
    var id: ID<OfficeSpace>
    /// Unique among offices.
    var name: OfficeSpace.Name
    /// The point on the map.
    var point: Coordinates
    /// Where to find it.
    var address: StreetAddress
    /// How many people it is for; it is booked as a whole.
    var capacity: OfficeSpace.Capacity
    /// The equipment.
    var amenities: [OfficeSpace.Amenity]
    /// The time zone of the hours.
    var timeZone: Zone
    /// The hours of a week.
    var hours: [HoursLine]
    /// The price of an hour for providers, in cents.
    var hourlyMinor: Price
    /// Whether it can be booked.
    var active: Bool
    /// The distance from the point of the search, in metres; absent without one.
    var distanceM: Int?
    /// When it was added.
    var createdAt: Instant
    /// The value for `If-Match`.
    var version: Int

    init(_ office: OfficeSpace, at distance: Int? = nil, _ tx: borrowing Tx) throws {
        id = office.id
        name = office.name
        point = office.point
        address = office.address
        capacity = office.capacity
        amenities = office.amenities
        timeZone = try BookingResource.find(office.resource, tx).zone
        hours = try WeeklyHours.find(of: office.resource, tx).written
        hourlyMinor = office.hourly
        active = office.isActive
        distanceM = distance
        createdAt = office.createdAt
        version = office.version
    }
}

/// A booking of an office as the API shows it.
struct OfficeBookingView: View {
    var id: ID<OfficeBooking>
    /// The office that is taken as a whole.
    var officeId: ID<OfficeSpace>
    /// As the office is called now, not at the time of the booking.
    var officeName: OfficeSpace.Name
    /// The account of the booker.
    var accountId: ID<Account>
    /// The provider who pays for it; absent for staff.
    var providerId: ID<Provider>?
    /// The start.
    var from: Instant
    /// The end.
    var until: Instant
    var state: OfficeBooking.Status
    /// When the state ends by itself; absent for final ones.
    var expiresAt: Instant?
    /// The price of the whole time, in cents; 0 for staff.
    var priceMinor: Int64
    /// The amount that the balance of the provider pays at the start, in cents; 0 after a cancellation in time.
    var chargeMinor: Int64
    /// When it was booked.
    var createdAt: Instant
    /// The value for `If-Match`.
    var version: Int

    init(_ booking: OfficeBooking, in office: OfficeSpace) {
        id = booking.id
        officeId = office.id
        officeName = office.name
        accountId = booking.account
        providerId = booking.provider
        from = booking.from
        until = booking.until
        state = booking.status
        expiresAt = booking.expiresAt
        priceMinor = booking.price
        chargeMinor = booking.charge
        createdAt = booking.createdAt
        version = booking.version
    }

    static func versioned(_ booking: OfficeBooking, _ tx: borrowing Tx) throws -> Versioned<OfficeBookingView>
    {
        let view = OfficeBookingView(booking, in: try OfficeSpace.find(booking.office, tx))
        return Versioned(view, version: booking.version)
    }
}
