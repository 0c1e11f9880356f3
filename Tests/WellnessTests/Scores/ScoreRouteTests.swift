import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct ScoreRouteTests {
    private let path = "/api/v1/wellness/scores"

    @Test func `scores are the means of seven dates, the latest first`() async throws {
        let world = try await cast()
        try await world.write(
            [
                "mood": [7, nil, 8, 6, nil, 9, 7], "stress": [4, 5, 3, 6], "movement": [30, 0, 60, 45, 20],
                "sleep": [7, 7, 7],
            ],
            of: .anna
        )

        let answer = try await world.as(.anna).get(path)

        let list = answer["data"]?.elements ?? []
        #expect(answer.status == 200 && list.count == 30)
        #expect(
            list.first?["date"]?.stringValue == "2026-11-21"
                && list.last?["date"]?.stringValue == "2026-10-23"
        )
        let domains = list.first?["domains"]
        #expect(domains?["mood"] == ["value": 71.1, "band": "green", "days": 5])
        #expect(domains?["stress"] == ["value": 61.1, "band": "amber", "days": 4])
        #expect(domains?["movement"] == ["value": 25.8, "band": "red", "days": 5])
        #expect(domains?["sleep"] == ["days": 3])
        #expect(domains?.members.count == 8)
        #expect(list.first?["total"] == [:], "three of eight domains are no total")
    }

    @Test func `half of the domains make a total`() async throws {
        let world = try await cast()
        try await world.write(
            ["mood": times(4, 10), "sleep": times(4, 10), "energy": times(4, 1), "focus": times(4, 0)],
            of: .anna
        )

        let answer = try await world.as(.anna).get(path + "?from=2026-11-21")

        #expect(answer["data"]?.elements.first?["total"] == ["value": 50.0, "band": "amber"])
    }

    @Test(
        arguments: [
            ("?from=2026-11-21&to=2026-11-20", ["query/to": "out_of_range"]),
            ("?from=2025-01-01&to=2026-01-02", ["query/to": "span_too_long"]),
            ("?from=0001-01-01", ["query/from": "out_of_range"]),
            ("?from=soon", ["query/from": "invalid_date"]),
            ("?day=2026-11-21", ["query/day": "unknown_member"]),
        ]
    )
    func `an impossible span is refused`(query: String, faults: [String: String]) async throws {
        let world = try await cast()
        let answer = try await world.as(.anna).get(path + query)
        #expect(answer.status == 422 && answer.faults == faults, "\(answer)")
    }

    @Test func `366 dates are one answer`() async throws {
        let world = try await cast()
        let answer = try await world.as(.anna).get(path + "?from=2025-01-01&to=2026-01-01")
        #expect(answer["data"]?.elements.count == 366)
    }

    @Test func `an entry changes the scores of seven dates at once`() async throws {
        let world = try await cast()
        try await world.write(["mood": times(4, 5)], of: .anna)
        try await RecomputeScores().run(at: world)
        let before = try await world.as(.anna).get(path)

        #expect(try await world.log(.anna, "mood", 10, on: "2026-11-17").status == 201)
        let after = try await world.as(.anna).get(path)

        #expect(before["data"]?.on(today)?["domains"]?["mood"]?["value"] == 44.4)
        #expect(after["data"]?.on(today)?["domains"]?["mood"]?["value"] == 55.6)
        #expect(after["data"]?.on(day("2026-11-16")) == before["data"]?.on(day("2026-11-16")))
    }

    @Test func `super administrators reach no figures, and nobody reaches the figures of others`()
        async throws
    {
        let world = try await cast()
        try await world.write(["mood": times(7, 7)], of: .anna)
        for path in ["scores", "trends?period=week", "reset-circle", "streaks"] {
            #expect(try await world.as(.elena).get("/api/v1/wellness/" + path).status == 403)
            #expect(try await world.anonymous.get("/api/v1/wellness/" + path).status == 401)
        }
        let other = try await world.as(.bruno).get(path)
        #expect(other["data"]?.on(today)?["domains"]?["mood"] == ["days": 0])
    }
}

@Suite struct CircleRouteTests {
    @Test func `fourteen good dates of twenty are a share of 0.70 with coverage 0.71`() async throws {
        let world = try await cast()
        try await world.write(
            ["mood": times(14, 7) + times(6, 2), "sleep": times(6, 9)],
            of: .anna
        )
        try await world.write(["mood": times(28, 9)], of: .anna, through: today + -28)

        let answer = try await world.as(.anna).get("/api/v1/wellness/reset-circle")

        #expect(answer["from"] == "2026-10-25" && answer["to"] == "2026-11-21")
        #expect(answer["circle"] == 0.7 && answer["closed"] == false)
        let mood = answer["domains"]?.elements.first { $0["key"] == "mood" }
        #expect(
            mood == ["key": "mood", "share": 0.7, "coverage": 0.71, "drawn": true, "previous_share": 1.0]
        )
        let sleep = answer["domains"]?.elements.first { $0["key"] == "sleep" }
        #expect(sleep == ["key": "sleep", "coverage": 0.21, "drawn": false])
        #expect(answer["resets"] == [["key": "mood", "drop": 0.3]])
    }

    @Test func `a circle is closed when every domain is good often enough`() async throws {
        let world = try await cast()
        let good: [String: Int] = [
            "sleep": 8, "mood": 8, "energy": 8, "nutrition": 8, "connection": 8, "stress": 2, "focus": 4,
            "movement": 90,
        ]
        try await world.write(good.mapValues { times(14, $0) }, of: .anna, through: day("2026-06-30"))

        let answer = try await world.as(.anna).get("/api/v1/wellness/reset-circle?date=2026-06-30")

        #expect(answer["circle"] == 1.0 && answer["closed"] == true && answer["resets"] == [])
        let never = try await world.as(.anna).get("/api/v1/wellness/reset-circle?date=0001-01-30")
        #expect(never.faults == ["query/date": "out_of_range"])
        let empty = try await world.as(.anna).get("/api/v1/wellness/reset-circle?date=2026-01-30")
        #expect(empty["circle"] == nil && empty["closed"] == false && empty["domains"]?.elements.count == 8)
    }
}
