import Kernel
import Platform
import Store

/// A room that providers and staff book as a whole, by the quarter of an hour.
struct OfficeSpace: Sendable {
    let id: ID<OfficeSpace>
    var name: Name
    var point: Coordinates
    var address: StreetAddress
    /// In people.
    var capacity: Capacity
    var amenities: [Amenity]
    /// In cents; for providers only.
    var hourly: Price
    /// Whether it can be booked.
    var isActive: Bool
    /// Its time, in the zone of the place.
    let resource: ID<BookingResource>
    let createdAt: Instant
    let version: Int

    typealias Name = Line<2, 120>
    typealias Capacity = Ranged<1, 1_000>
    typealias Amenity = Line<1, 60>

    static let kind = "office_space"
    static let mostAmenities = 30
}

extension OfficeSpace: Record {
    static let columns: SQL =
        """
        o.id, o.name, o.lat, o.lon, o.address, o.capacity, o.amenities, o.hourly_minor, o.is_active, o.resource_id,
        o.created_at, o.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        point = try row.coordinates()
        address = try row.next()
        capacity = try row.next()
        amenities = try row.json()
        hourly = try row.next()
        isActive = try row.next()
        resource = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }

    /// Deleted ones are visible to nobody, inactive ones to administrators.
    static func visible(to call: Call) -> SQL {
        let isSeen: SQL = call.scope(of: .officeManage).reach == .all ? "TRUE" : "o.is_active"
        return "(o.deleted_at IS NULL AND \(isSeen))"
    }

    static func find(_ id: ID<OfficeSpace>, for call: Call, _ tx: borrowing Tx) throws -> OfficeSpace {
        try tx.one("SELECT \(columns) FROM office_space o WHERE o.id = \(id) AND \(visible(to: call))")
    }

    /// The amenities as the filter looks for them: each between bars, in letters and digits.
    static func list(of amenities: [Amenity]) -> String {
        "|" + amenities.map { NameKey.of($0.rawValue) }.joined(separator: "|") + "|"
    }
}
