import TestKit
import Testing

@testable import Distribution

@Suite struct RoutePlanTests {
    /// So many stops around Baghdad.
    private func stops(_ count: Int, _ dice: inout Dice) -> [RoutePlan.Stop<Int>] {
        (0..<count).map { key in
            let north = 33.2 + Double(dice.roll(2_000)) / 10_000
            let east = 44.3 + Double(dice.roll(2_000)) / 10_000
            return .init(key: key, point: MapPoint(north, east))
        }
    }

    private func length(_ keys: [Int], of stops: [RoutePlan.Stop<Int>], _ depot: MapPoint?) -> Double {
        let points = Dictionary(stops.map { ($0.key, $0.point) }) { first, _ in first }
        return RoutePlan.length(keys.compactMap { points[$0] ?? nil }, from: depot)
    }

    @Test(arguments: 1...60)
    func `never longer than the nearest neighbour, whatever the order it is asked in`(_ seed: UInt64) {
        var dice = Dice(seed)
        let stops = stops(dice.roll(25), &dice)
        let depot = seed % 2 == 0 ? MapPoint(33.3, 44.4) : nil
        let map = DistanceMap(stops.compactMap(\.point), depot)

        let plan = RoutePlan.order(stops, from: depot)
        let shuffled = RoutePlan.order(stops.shuffled(using: &dice), from: depot)

        #expect(plan.sorted() == stops.map(\.key), "every stop once")
        #expect(plan == shuffled)
        #expect(length(plan, of: stops, depot) <= length(map.nearestNeighbour(), of: stops, depot) + 1e-6)
    }

    @Test(arguments: 1...20)
    func `no turn of a part makes it shorter`(_ seed: UInt64) {
        var dice = Dice(seed)
        let stops = stops(9, &dice)
        let plan = RoutePlan.order(stops)
        let best = length(plan, of: stops, nil)

        for first in plan.indices {
            for last in first..<plan.count {
                var other = plan
                other[first...last].reverse()
                #expect(length(other, of: stops, nil) >= best - 1e-5)
            }
        }
    }

    @Test func `a line is driven along, from the depot`() {
        let stops = [3, 1, 4, 0, 2].map {
            RoutePlan.Stop(key: $0, point: MapPoint(33, 44 + Double($0) / 100))
        }

        #expect(RoutePlan.order(stops, from: MapPoint(33, 43.9)) == [0, 1, 2, 3, 4])
        #expect(RoutePlan.order(stops, from: MapPoint(33, 44.9)) == [4, 3, 2, 1, 0])
    }

    @Test func `stops without a place come last, in their order`() {
        let nowhere = [9, 7, 8].map { RoutePlan.Stop<Int>(key: $0, point: nil) }
        let known = RoutePlan.Stop(key: 10, point: MapPoint(33, 44))

        #expect(RoutePlan.order(nowhere + [known]) == [10, 7, 8, 9])
        #expect(RoutePlan.order(nowhere) == [7, 8, 9])
        #expect(RoutePlan.order([RoutePlan.Stop<Int>]()) == [])
    }

    @Test func `the same place many times is no trouble`() {
        let stops = (0..<30).map { RoutePlan.Stop(key: $0, point: MapPoint(33, 44)) }

        #expect(RoutePlan.order(stops) == Array(0..<30))
    }

    @Test func `a metre is a metre`() throws {
        let (baghdad, erbil) = (
            try #require(MapPoint(33.3152, 44.3661)), try #require(MapPoint(36.1901, 43.9930))
        )

        #expect(abs(baghdad.distance(to: erbil) - 321_500) < 1_500)
        #expect(baghdad.distance(to: baghdad) == 0)
        #expect(MapPoint(91, 0) == nil && MapPoint(.nan, 0) == nil && MapPoint(0, .infinity) == nil)
    }
}
