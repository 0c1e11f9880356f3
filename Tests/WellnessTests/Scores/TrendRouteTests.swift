import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct TrendRouteTests {
    private func trends(_ world: World, _ query: String) async throws -> TestResponse {
        try await world.as(.anna).get("/api/v1/wellness/trends?" + query)
    }

    @Test func `weeks have changes and directions from five points on`() async throws {
        let world = try await cast()
        // Sundays 8 and 15 November; the week of the 16th has three days so far.
        try await world.write(
            ["mood": times(7, 5) + times(7, 6) + times(6, 6), "focus": times(20, 3)],
            of: .anna
        )

        let answer = try await trends(world, "period=week")

        let points = answer["points"]?.elements ?? []
        #expect(answer.status == 200 && points.count == 12)
        #expect(points.last?["from"] == "2026-11-16" && points.last?["to"] == "2026-11-22")
        #expect(points[9]["domains"]?["mood"] == ["value": 44.4, "band": "amber", "days": 7])
        #expect(
            points[10]["domains"]?["mood"]
                == ["value": 55.6, "band": "amber", "days": 7, "change": 11.1, "direction": "up"]
        )
        #expect(
            points[11]["domains"]?["mood"]?["direction"] == "steady"
                && points[11]["domains"]?["mood"]?["days"] == 6
        )
        #expect(points[11]["domains"]?["focus"]?["change"] == 0.0)
        #expect(points[0]["domains"]?["mood"] == ["days": 0])
    }

    @Test func `the usual spans are 30 days, 12 weeks and 4 quarters`() async throws {
        let world = try await cast()
        try await world.write(["mood": times(25, 7)], of: .anna, through: day("2026-09-30"))
        for (period, count) in [("day", 30), ("week", 12), ("quarter", 4)] {
            let answer = try await trends(world, "period=\(period)")
            #expect(answer["points"]?.elements.count == count, "\(period)")
        }
        let quarters = try await trends(world, "period=quarter&domain=mood")
        let third = quarters["points"]?[2]
        #expect(third?["from"] == "2026-07-01" && third?["to"] == "2026-09-30")
        #expect(third?["domains"] == ["mood": ["value": 66.7, "band": "amber", "days": 25]])
    }

    @Test func `an unknown domain, period or span is refused`() async throws {
        let world = try await cast()
        #expect(
            try await trends(world, "period=day&domain=luck").faults == ["query/domain": "log.unknown_domain"]
        )
        #expect(try await trends(world, "period=year").faults.keys.sorted() == ["query/period"])
        #expect(try await trends(world, "domain=mood").faults == ["query/period": "required"])
        #expect(
            try await trends(world, "period=day&from=2025-11-01&to=2026-11-21").faults == [
                "query/to": "span_too_long"
            ]
        )
    }
}
