import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct StreakRouteTests {
    private func streaks(_ world: World) async throws -> TestResponse {
        try await world.as(.anna).get("/api/v1/wellness/streaks")
    }

    @Test func `a streak continues until a whole date is missed`() async throws {
        let world = try await cast()
        #expect(try await streaks(world).json == ["bridged": [], "logged_today": false])
        try await world.write(["mood": times(9, 5) + [nil] + times(3, 5) + [nil]], of: .anna)

        let answer = try await streaks(world)

        #expect(answer["current"] == ["days": 3, "from": "2026-11-18", "to": "2026-11-20"])
        #expect(answer["longest"] == ["days": 9, "from": "2026-11-08", "to": "2026-11-16"])
        #expect(answer["logged_today"] == false)
        try await world.log(.anna)
        #expect(try await streaks(world)["current"]?["days"] == 4)
        #expect(try await streaks(world)["logged_today"] == true)
        world.clock.advance(by: .days(2))
        #expect(try await streaks(world)["current"] == nil)
    }

    @Test func `a date that the flight over the date line took away neither breaks nor counts`() async throws
    {
        let world = try await cast()
        world.clock.set(to: instant("2026-03-12T08:00:00Z"))
        let anna = try await world.account(of: .anna)
        try await world.db.write { tx in
            try tx.execute(
                "UPDATE person_setting SET time_zone = 'Pacific/Auckland' WHERE account_id = \(anna)"
            )
            try tx.execute(
                """
                INSERT INTO zone_change (id, account_id, from_zone, to_zone, at)
                VALUES (\(tx.newID(of: Account.self)), \(anna), 'Pacific/Honolulu', 'Pacific/Auckland',
                        \(instant("2026-03-10T08:00:00Z")))
                """
            )
        }
        try await world.write(["mood": [5, 5, nil, 5, 5]], of: .anna, through: day("2026-03-12"))

        let answer = try await streaks(world)

        #expect(answer["current"] == ["days": 4, "from": "2026-03-08", "to": "2026-03-12"], "\(answer)")
        #expect(answer["bridged"] == ["2026-03-10"])
    }
}
