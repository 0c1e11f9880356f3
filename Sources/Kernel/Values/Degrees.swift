/// Degrees north of the equator, -90 to 90.
public struct Latitude: Hashable, Sendable {
    public let degrees: Double
    fileprivate static let limit = 90
}

/// Degrees east of Greenwich, -180 to 180.
public struct Longitude: Hashable, Sendable {
    public let degrees: Double
    fileprivate static let limit = 180
}

extension Coordinates {
    public init(_ latitude: Latitude, _ longitude: Longitude) {
        self.init(unchecked: latitude.degrees, longitude.degrees)
    }
}

extension Latitude: Codable, Described {
    public init(from decoder: any Decoder) throws {
        degrees = try decoder.degrees(within: Self.limit)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(degrees)
    }

    public static var schema: Schema { .decimal(-limit...limit) }
    public static let placeholder = Self(degrees: 40.7128)
}

extension Longitude: Codable, Described {
    public init(from decoder: any Decoder) throws {
        degrees = try decoder.degrees(within: Self.limit)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(degrees)
    }

    public static var schema: Schema { .decimal(-limit...limit) }
    public static let placeholder = Self(degrees: -74.006)
}

extension Decoder {
    fileprivate func degrees(within limit: Int) throws -> Double {
        let degrees = try singleValueContainer().decode(Double.self)
        guard degrees.magnitude <= Double(limit) else { throw Refusal(.outOfRange(-limit...limit)) }
        return degrees
    }
}
