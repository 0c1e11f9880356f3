import Kernel

extension Coordinates {
    /// The point of the query parameters `lat` and `lon`; nil without both, and half of one is refused.
    static func inQuery(_ latitude: Latitude?, _ longitude: Longitude?) throws(Problem) -> Coordinates? {
        if let latitude, let longitude { return Coordinates(latitude, longitude) }
        guard (latitude == nil) == (longitude == nil) else {
            let missing = latitude == nil ? "query/lat" : "query/lon"
            throw Problem(.invalid, faults: [.init(missing, .halfAPoint)])
        }
        return nil
    }
}
