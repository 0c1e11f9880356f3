/// A rectangle of longitudes and latitudes in degrees, its edges included; it does not cross the 180th meridian.
public struct GeoBox: Hashable, Sendable {
    public let south: Double
    public let west: Double
    public let north: Double
    public let east: Double

    public init(south: Double, west: Double, north: Double, east: Double) {
        self.south = south
        self.west = west
        self.north = north
        self.east = east
    }

    public func contains(_ point: Coordinates) -> Bool {
        (south...north).contains(point.latitude) && (west...east).contains(point.longitude)
    }
}
