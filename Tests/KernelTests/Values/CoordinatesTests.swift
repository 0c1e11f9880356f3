import Kernel
import Testing

@Suite struct CoordinatesTests {
    private func point(_ latitude: Double, _ longitude: Double) throws -> Coordinates {
        try #require(Coordinates(latitude: latitude, longitude: longitude))
    }

    @Test(
        "metres are those of a sphere, rounded halves up, also over the poles and between opposite points",
        arguments: [
            ([0, 0], [0, 1], 111_195), ([40.7128, -74.006], [40.7306, -73.9352], 6_286),
            ([-16.5, 179.9], [-16.5, -179.9], 21_323), ([89.9, 0], [89.9, 180], 22_239),
            ([90, 0], [90, 123], 0),
            ([40, -74], [-40, 106], 20_015_114), ([-36.8485, 174.7633], [-36.8485, -179], 554_849),
        ] as [([Double], [Double], Int)]
    )
    func metres(from: [Double], to: [Double], metres: Int) throws {
        let (start, end) = (try point(from[0], from[1]), try point(to[0], to[1]))
        #expect(start.metres(to: end) == metres)
        #expect(end.metres(to: start) == metres)
    }

    @Test(
        "boxes hold a circle, also around a pole and across the 180th meridian",
        arguments: [
            ([40.7128, -74.006], 25_000, [[40.48797, -74.30261, 40.93763, -73.70939]]),
            (
                [-16.5, 179.9], 50_000,
                [[-16.94966, 179.43103, -16.05034, 180], [-16.94966, -180, -16.05034, -179.63103]]
            ),
            (
                [16.5, -179.9], 50_000,
                [[16.05034, 179.63103, 16.94966, 180], [16.05034, -180, 16.94966, -179.43103]]
            ),
            ([89.9, 10], 25_000, [[89.67517, -180, 90, 180]]),
            ([-89.9, 10], 25_000, [[-90, -180, -89.67517, 180]]),
            ([70, 0], 1_000_000, [[61.0068, -27.19635, 78.9932, 27.19635]]),
        ] as [([Double], Int, [[Double]])]
    )
    func boxes(centre: [Double], radius: Int, expected: [[Double]]) throws {
        let boxes = try point(centre[0], centre[1]).boxes(radius: radius)
        let edges = boxes.map { [$0.south, $0.west, $0.north, $0.east].map { ($0 * 1e5).rounded() / 1e5 } }
        #expect(edges == expected)
    }

    @Test func `no point of a circle lies outside of its boxes`() throws {
        var generator = Steady(state: 7)
        for _ in 0..<20_000 {
            let centre = try point(
                .random(in: -90...90, using: &generator),
                .random(in: -180...180, using: &generator)
            )
            let radius = Int.random(in: 100...200_000, using: &generator)
            let near = try point(
                min(90, max(-90, centre.latitude + .random(in: -2...2, using: &generator))),
                .random(in: -180...180, using: &generator)
            )
            guard centre.metres(to: near) <= radius else { continue }
            #expect(
                centre.boxes(radius: radius + 1).contains { $0.contains(near) },
                "\(near) is \(centre.metres(to: near)) m from \(centre), within \(radius)"
            )
        }
    }

    @Test func `a point to a hundredth of a degree hides the door`() throws {
        #expect(try point(40.71283, -74.00597).rounded == point(40.71, -74.01))
        #expect(try point(-0.001, 179.999).rounded == point(0, 180))
    }

    @Test func `there is nothing beyond the poles and the 180th meridian`() {
        #expect(Coordinates(latitude: 90.01, longitude: 0) == nil)
        #expect(Coordinates(latitude: 0, longitude: -180.5) == nil)
        #expect(Coordinates(latitude: .nan, longitude: 0) == nil)
    }

    @Test func `a point is lat and lon on the wire, and all its faults are told`() throws {
        let place = try point(40.5, -74)
        #expect(try JSON.text(of: place) == #"{"lat":40.5,"lon":-74.0}"#)
        #expect(try JSON.decode(Coordinates.self, from: #"{"lat":40.5,"lon":-74}"#) == place)
        let faults = Schema(of: Coordinates.self).faults(
            in: try JSONValue(parsing: Array(#"{"lat":91,"lon":-181,"height":3}"#.utf8))
        )
        #expect(faults.map(\.pointer) == ["/lat", "/lon", "/height"])
        #expect(faults.map(\.refusal.code) == ["out_of_range", "out_of_range", "unknown_member"])
        #expect(throws: (any Error).self) { try JSON.decode(Coordinates.self, from: #"{"lat":91,"lon":0}"#) }
        #expect(throws: (any Error).self) { try JSON.decode(Coordinates.self, from: #"{"lat":1}"#) }
    }

    @Test(
        arguments: [
            (12_345, 1_250, 1_543), (12_000, 1_500, 1_800), (9_999, 1_000, 1_000), (3_333, 1_250, 417),
            (12_345, 2_000, 2_469),
            (1, 5_000, 1), (1, 4_999, 0), (-1, 5_000, 0), (-12_345, 1_250, -1_543),
        ] as [(Int64, Int, Int64)]
    )
    func `a share is rounded to the cent, halves up`(amount: Int64, basisPoints: Int, part: Int64) {
        #expect(Share(basisPoints).of(amount) == part)
    }
}

/// The same numbers in every run.
private struct Steady: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 33)
    }
}
