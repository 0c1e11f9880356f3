import Foundation

/// Coordinates of a stop, in degrees.
struct MapPoint: Hashable, Sendable {
    let latitude: Double
    let longitude: Double

    init(_ location: Location) {
        latitude = location.latitude.degrees
        longitude = location.longitude.degrees
    }

    /// Nil when the coordinates are out of range.
    init?(_ latitude: Double, _ longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// The distance in metres along the great circle.
    func distance(to other: MapPoint) -> Double {
        let (from, to) = (latitude * .pi / 180, other.latitude * .pi / 180)
        let (north, east) = (to - from, (other.longitude - longitude) * .pi / 180)
        let part = sin(north / 2) * sin(north / 2) + cos(from) * cos(to) * sin(east / 2) * sin(east / 2)
        return 2 * 6_371_000 * asin(min(1, part.squareRoot()))
    }
}

/// The sequence in which to drive to stops: nearest neighbour, then 2-opt.
///
/// The tour is open: it starts at the depot, where one is given, and ends at the last stop. The same stops in any order
/// give the same tour; stops without coordinates come last.
enum RoutePlan {
    /// A stop with its key and, when known, its coordinates.
    struct Stop<Key: Comparable & Sendable>: Sendable {
        let key: Key
        let point: MapPoint?
    }

    /// The keys in the sequence of the tour.
    static func order<Key>(_ stops: [Stop<Key>], from depot: MapPoint? = nil) -> [Key] {
        let sorted = stops.sorted { $0.key < $1.key }
        let placed = sorted.compactMap { stop in stop.point.map { (key: stop.key, point: $0) } }
        let map = DistanceMap(placed.map(\.point), depot)
        let way = map.improved(map.nearestNeighbour())
        return way.map { placed[$0].key } + sorted.filter { $0.point == nil }.map(\.key)
    }

    /// The length of a tour in metres.
    static func length(_ points: [MapPoint], from depot: MapPoint? = nil) -> Double {
        let way = (depot.map { [$0] } ?? []) + points
        return zip(way, way.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
    }
}

/// The distances between all stops, and from the depot.
struct DistanceMap {
    private let count: Int
    private let between: [Double]
    private let fromDepot: [Double]?

    /// A smaller gain is rounding noise.
    private static let gain = 1e-6

    init(_ points: [MapPoint], _ depot: MapPoint?) {
        count = points.count
        between = points.flatMap { from in points.map { from.distance(to: $0) } }
        fromDepot = depot.map { depot in points.map { depot.distance(to: $0) } }
    }

    private func distance(_ from: Int, _ to: Int) -> Double { between[from * count + to] }

    /// Goes on to the nearest remaining stop, and to the first of equally near ones.
    func nearestNeighbour() -> [Int] {
        var left = Array(0..<count)
        var way: [Int] = []
        while let next = left.min(by: { leg(after: way.last, to: $0) < leg(after: way.last, to: $1) }) {
            way.append(next)
            left.removeAll { $0 == next }
        }
        return way
    }

    /// The distance from the previous stop, or from the depot to the first stop; 0 without a depot.
    private func leg(after before: Int?, to stop: Int) -> Double {
        before.map { distance($0, stop) } ?? fromDepot?[stop] ?? 0
    }

    /// Reverses parts of the tour as long as that shortens it.
    func improved(_ way: [Int]) -> [Int] {
        var way = way
        var isShorter = true
        while isShorter {
            isShorter = false
            for first in way.indices.dropLast() {
                guard let last = bestEnd(of: way, turningFrom: first) else { continue }
                way[first...last].reverse()
                isShorter = true
            }
        }
        return way
    }

    private func bestEnd(of way: [Int], turningFrom first: Int) -> Int? {
        var best: (last: Int, gain: Double)?
        for last in (first + 1)..<way.count {
            let gain = gain(of: way, turning: first, last)
            if gain > best?.gain ?? Self.gain { best = (last, gain) }
        }
        return best?.last
    }

    /// The gain when the stops from `first` to `last` are visited in reverse.
    private func gain(of way: [Int], turning first: Int, _ last: Int) -> Double {
        let before = first > 0 ? way[first - 1] : nil
        let kept = leg(after: before, to: way[first]) + leg(from: way[last], toPosition: last + 1, of: way)
        let turned = leg(after: before, to: way[last]) + leg(from: way[first], toPosition: last + 1, of: way)
        return kept - turned
    }

    private func leg(from stop: Int, toPosition position: Int, of way: [Int]) -> Double {
        position < way.count ? distance(stop, way[position]) : 0
    }
}
