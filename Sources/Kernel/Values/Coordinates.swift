import Foundation

/// A point on the earth, in degrees.
public struct Coordinates: Hashable, Sendable {
    public let latitude: Double
    public let longitude: Double

    /// Nil beyond a pole, beyond the 180th meridian, or when one of them is not a number.
    public init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    init(unchecked latitude: Double, _ longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// The mean radius of the earth in metres.
    public static let earthRadius = 6_371_008.8

    /// The distance along the surface of a sphere, rounded to metres, halves up.
    public func metres(to other: Coordinates) -> Int {
        let sines = (half(other.latitude - latitude), half(other.longitude - longitude))
        let cosines = cos(radians(latitude)) * cos(radians(other.latitude))
        // Rounding errors would exceed 1 between opposite points.
        let haversine = min(1, sines.0 * sines.0 + cosines * sines.1 * sines.1)
        return Int((2 * Self.earthRadius * asin(haversine.squareRoot()) + 0.5).rounded(.down))
    }

    /// The point to hundredths of a degree, about a kilometre: where somebody is, but not at which door.
    public var rounded: Coordinates {
        Coordinates(unchecked: Self.hundredths(latitude), Self.hundredths(longitude))
    }

    private static func hundredths(_ degrees: Double) -> Double {
        // Zero has no sign here.
        (degrees * 100).rounded() / 100 + 0
    }

    private func half(_ degrees: Double) -> Double { sin(radians(degrees) / 2) }
}

private func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }

extension Coordinates {
    /// One or two boxes with every point at most that many metres away, and some that are farther.
    ///
    /// Two where the circle crosses the 180th meridian; all longitudes where it contains a pole.
    public func boxes(radius metres: Int) -> [GeoBox] {
        let angle = Double(metres) / Self.earthRadius
        let (south, north) = (latitude - angle * 180 / .pi, latitude + angle * 180 / .pi)
        guard south > -90, north < 90 else {
            return [GeoBox(south: max(-90, south), west: -180, north: min(90, north), east: 180)]
        }
        // Meridians converge, so the easternmost point lies nearer to the pole than the centre.
        let width = asin(min(1, sin(angle) / cos(radians(latitude)))) * 180 / .pi
        let (west, east) = (longitude - width, longitude + width)
        if west < -180 {
            return [
                GeoBox(south: south, west: west + 360, north: north, east: 180),
                GeoBox(south: south, west: -180, north: north, east: east),
            ]
        }
        if east > 180 {
            return [
                GeoBox(south: south, west: west, north: north, east: 180),
                GeoBox(south: south, west: -180, north: north, east: east - 360),
            ]
        }
        return [GeoBox(south: south, west: west, north: north, east: east)]
    }
}

extension Coordinates: CustomStringConvertible {
    public var description: String { "\(latitude),\(longitude)" }
}

extension Coordinates: Codable {
    private enum CodingKeys: String, CodingKey {
        case latitude = "lat"
        case longitude = "lon"
    }

    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try members.decode(Latitude.self, forKey: .latitude),
            try members.decode(Longitude.self, forKey: .longitude)
        )
    }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(latitude, forKey: .latitude)
        try members.encode(longitude, forKey: .longitude)
    }
}

extension Coordinates: Described {
    public static let schema = Schema.object(
        name: "Coordinates",
        [
            .init(
                "lat",
                Latitude.schema,
                isRequired: true,
                meaning: .property(of: Self.self, as: Latitude.self)
            ),
            .init(
                "lon",
                Longitude.schema,
                isRequired: true,
                meaning: .property(of: Self.self, as: Longitude.self)
            ),
        ]
    )

    public static let placeholder = Coordinates(unchecked: 40.7128, -74.006)
}
