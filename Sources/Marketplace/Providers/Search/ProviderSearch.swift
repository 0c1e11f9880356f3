import Kernel
import Platform
import Store
import Web

/// A search for providers: near a place or in a region.
struct ProviderSearch: Query {
    /// The latitude of the place; together with `lon`.
    var lat: Latitude?
    /// The longitude of the place.
    var lon: Longitude?
    /// The distance from the place, from 0.1 to 200 kilometres; 25 when absent.
    ///
    /// The provider's own radius must reach the place too.
    var radiusKm: RadiusKm?
    /// The region, instead of a place.
    var regionId: ID<Region>?
    /// Only providers who offer this service.
    var serviceId: ID<Service>?
    /// Only providers who offer a service of this category or one below it.
    var categoryId: ID<Category>?
    /// Only providers with an hour free on this day, in the time zone of their region.
    var availableOn: CivilDate?
    /// The least score, from 1 to 5; providers without one are left out.
    var minRating: MinimumRating?
    /// Only providers of one of these tiers.
    var tier: [Tier]?
    /// The least price of the service, in cents; needs `service_id`.
    var priceMinMinor: Ranged<0, 10_000_000>?
    /// The highest price of the service, in cents; needs `service_id`.
    var priceMaxMinor: Ranged<0, 10_000_000>?
    /// Words of the name or the description.
    var q: Line<1, 200>?
    /// The order; the best rank first when absent.
    var sort: SearchOrder?
}

/// The order of the providers that a search finds.
enum SearchOrder: String, Codable, CaseIterable, Sendable {
    /// The best rank first.
    case relevance
    /// The best rank first.
    case relevanceDescending = "-relevance"
    /// The nearest first; needs a place.
    case distance
    /// The farthest first; needs a place.
    case distanceDescending = "-distance"
    /// The best score first, those without one last.
    case rating
    /// The best score first, those without one last.
    case ratingDescending = "-rating"
    /// The lowest price first; needs `service_id`.
    case price
    /// The highest price first; needs `service_id`.
    case priceDescending = "-price"

    var needsPlace: Bool { self == .distance || self == .distanceDescending }
    var needsService: Bool { self == .price || self == .priceDescending }
}

/// The least score of a search, from 1 to 5.
struct MinimumRating: Codable, Described, Sendable {
    let value: Double

    static let schema = Schema.decimal(1...5)
    static let placeholder = MinimumRating(value: 4.5)

    private init(value: Double) { self.value = value }

    init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Double.self)
        guard (1...5).contains(value) else { throw Refusal(.outOfRange(1...5)) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension ProviderSearch {
    /// A circle or a region.
    enum Area: Sendable {
        case circle(Coordinates, radius: Int)
        case region(ID<Region>)

        var circle: (centre: Coordinates, radius: Int)? {
            if case .circle(let centre, let radius) = self { (centre, radius) } else { nil }
        }
    }

    private static let standardRadius = 25_000

    /// Where to search; refuses half a place, a place and a region, and neither.
    func area(on today: CivilDate) throws(Problem) -> Area {
        let faults = placeFaults + priceFaults + dayFaults(today)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        if let lat, let lon {
            return .circle(Coordinates(lat, lon), radius: radiusKm?.metres ?? Self.standardRadius)
        }
        guard let regionId else { throw Problem(.invalid, faults: [.init("query/lat", .placeOrRegion)]) }
        return .region(regionId)
    }

    private var placeFaults: [Problem.Fault] {
        if (lat == nil) != (lon == nil) {
            return [.init(lat == nil ? "query/lat" : "query/lon", .halfAPoint)]
        }
        if lat != nil { return regionId == nil ? [] : [.init("query/region_id", .placeOrRegion)] }
        if regionId == nil { return [.init("query/lat", .placeOrRegion)] }
        return (radiusKm != nil ? [.init("query/radius_km", .needsPlace)] : [])
            + (sort?.needsPlace == true ? [.init("query/sort", .needsPlace)] : [])
    }

    private var priceFaults: [Problem.Fault] {
        if serviceId == nil {
            return (priceMinMinor != nil ? [.init("query/price_min_minor", .needsService)] : [])
                + (priceMaxMinor != nil ? [.init("query/price_max_minor", .needsService)] : [])
                + (sort?.needsService == true ? [.init("query/sort", .needsService)] : [])
        }
        guard let priceMinMinor, let priceMaxMinor, priceMinMinor > priceMaxMinor else { return [] }
        return [.init("query/price_min_minor", .minimumAboveMaximum)]
    }

    private func dayFaults(_ today: CivilDate) -> [Problem.Fault] {
        guard let availableOn else { return [] }
        if availableOn < today { return [.init("query/available_on", .inThePast)] }
        return availableOn - today > 365 ? [.init("query/available_on", .tooFarAhead)] : []
    }
}
