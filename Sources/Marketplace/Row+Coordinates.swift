import Kernel
import Store

extension Row {
    /// Two columns, latitude and longitude.
    mutating func coordinates() throws -> Coordinates {
        let (latitude, longitude) = (try next(Double.self), try next(Double.self))
        guard let point = Coordinates(latitude: latitude, longitude: longitude) else {
            throw StoredPointInvalid(latitude: latitude, longitude: longitude)
        }
        return point
    }

    /// The same, where there may be no point.
    mutating func coordinatesIfPresent() throws -> Coordinates? {
        let (latitude, longitude) = (try next(Double?.self), try next(Double?.self))
        guard let latitude, let longitude else { return nil }
        return Coordinates(latitude: latitude, longitude: longitude)
    }
}

private struct StoredPointInvalid: Error {
    let latitude: Double
    let longitude: Double
}
