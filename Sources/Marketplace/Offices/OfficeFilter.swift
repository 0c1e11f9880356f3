import Kernel
import Platform
import Store
import Web

/// The filter of the offices.
struct OfficeFilter: Query {
    /// The latitude of the point that distances count from; together with `lon`.
    var lat: Latitude?
    /// The longitude of that point.
    var lon: Longitude?
    /// The distance from the point, from 0.1 to 200 kilometres; 25 when absent.
    var radiusKm: RadiusKm?
    /// The start of a time in which the office is open and free; together with `until`.
    var from: Instant?
    /// The end of that time.
    var until: Instant?
    /// Only offices for at least this many people.
    var capacity: OfficeSpace.Capacity?
    /// Only offices with all of these amenities.
    var amenities: [OfficeSpace.Amenity]?
    /// Only offices that cost at most this much for an hour.
    var priceMaxMinor: Price?
}

extension OfficeFilter {
    private static let standardRadius = 25_000

    /// A page of the offices that the caller sees: by distance where there is a point, else by name.
    func page(_ page: PageRequest, for call: Call, _ tx: borrowing Tx) throws -> Page<FoundOffice> {
        let point = try point()
        let distance = point.map { SQL.metres(from: $0, latitude: "o.lat", longitude: "o.lon") }
        let near: SQL? = distance.map { "\($0) <= \(radiusKm?.metres ?? Self.standardRadius)" }
        let conditions =
            [OfficeSpace.visible(to: call)] + conditions + [near, try freeThen(tx)].compactMap(\.self)
        let byName = SortOrder<FoundOffice>.Key.ascending("name_key") {
            NameKey.of($0.office.name.rawValue)
        }
        let byID = SortOrder<FoundOffice>.Key.ascending("id", \.office.id)
        let byDistance = SortOrder<FoundOffice>.Key.ascending("distance", \.metres)
        return try tx.page(
            page,
            """
            SELECT \(OfficeSpace.columns), \(distance ?? "0") AS distance, o.name_key FROM office_space o
             WHERE \(SQL.all(conditions))
            """,
            order: point == nil ? SortOrder(byName, byID) : SortOrder(byDistance, byID)
        )
    }

    var hasPoint: Bool { lat != nil && lon != nil }

    private var conditions: [SQL] {
        let amenities: [SQL] = (amenities ?? []).map { amenity in
            let pattern = "%|" + NameKey.of(amenity.rawValue) + "|%"
            return "o.amenity_keys LIKE \(pattern)"
        }
        return amenities
            + [
                capacity.map { "o.capacity >= \($0)" }, priceMaxMinor.map { "o.hourly_minor <= \($0)" },
            ].compactMap(\.self)
    }

    private func point() throws(Problem) -> Coordinates? {
        if let point = try Coordinates.inQuery(lat, lon) { return point }
        guard radiusKm == nil else {
            throw Problem(.invalid, faults: [.init("query/radius_km", .needsPlace)])
        }
        return nil
    }

    /// Hours are of days in the zone of each office, so they are read rather than asked for in SQL.
    private func freeThen(_ tx: borrowing Tx) throws -> SQL? {
        guard (from == nil) == (until == nil) else {
            throw Problem(
                .invalid,
                faults: [.init(from == nil ? "query/from" : "query/until", Refusal(.required))]
            )
        }
        guard let from, let until else { return nil }
        guard from < until else {
            throw Problem(.invalid, faults: [.init("query/until", .endsBeforeItStarts)])
        }
        guard until - from <= .days(1) else {
            throw Problem(.invalid, faults: [.init("query/until", .longerThan12Hours)])
        }
        let resources: [BookingResource] = try tx.all(
            """
            SELECT \(BookingResource.columns) FROM booking_resource o
              JOIN office_space s ON s.resource_id = o.id WHERE s.is_active
            """
        )
        let free = try OfficeHours.free(resources, from: from, until: until, tx)
        return "o.resource_id \(in: free.sorted { $0.description < $1.description })"
    }
}

/// An office of a list, with its distance from the point of the filter.
struct FoundOffice: RowDecodable {
    let office: OfficeSpace
    /// 0 without a point.
    let metres: Int

    init(_ row: inout Row) throws {
        office = try OfficeSpace(&row)
        metres = try row.next()
    }
}
