import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct SendReminderTests {
    @Test func `a reminder comes at the person's time, once, and leaves the list after an hour`() async throws
    {
        let world = try await cast()
        try await world.annaListens()

        try await world.live(through: "2026-11-21T16:59:00Z", "2026-11-21T17:00:00Z", "2026-11-21T17:01:00Z")

        #expect(world.pushed() == ["wellness.reminder"])
        #expect(try await world.slots(of: .anna) == ["2026-11-21 reminder 1 sent"])
        let titles = try await reminders(world)
        #expect(titles == ["A moment for yourself"])
        try await world.live(through: "2026-11-21T18:01:00Z")
        #expect(try await reminders(world).isEmpty)
        try await world.live(through: "2026-11-22T08:00:00Z")
        #expect(world.pushed().count == 2)
    }

    @Test func `the schedule of the minute runs it`() async throws {
        let world = try await cast()
        try await world.annaListens()
        world.clock.set(to: try #require(Instant("2026-11-21T17:00:30Z")))
        try await world.tick()
        #expect(world.pushed() == ["wellness.reminder"])
    }

    @Test func `without consent, with an entry, switched off or suspended nothing is sent`() async throws {
        let world = try await cast()
        for person in [Person.anna, .bruno, .carla] { try await world.consent(person, to: "reminders") }
        try await world.log(.anna)
        _ = try await world.as(.bruno).patch(
            World.preferences,
            [
                "channels": [
                    ["category": "reminders", "channel": "in_app", "enabled": false],
                    ["category": "reminders", "channel": "push", "enabled": false],
                ]
            ]
        )
        let carla = try await world.account(of: .carla)
        try await world.db.write { tx in
            _ = try tx.execute("UPDATE account SET state = 'suspended' WHERE id = \(carla)")
        }

        try await world.live(through: "2026-11-21T17:00:00Z")

        #expect(try await world.slots(of: .anna) == ["2026-11-21 reminder 1 logged"])
        #expect(try await world.slots(of: .bruno) == ["2026-11-21 reminder 1 unwanted"])
        #expect(try await world.slots(of: .carla) == ["2026-11-21 reminder 1 unwanted"])
        #expect(try await world.slots(of: .dario) == ["2026-11-21 reminder 1 consent"])
        #expect(try await world.slots(of: .elena) == ["2026-11-21 reminder 1 consent"])
    }

    @Test func `an hour late is late, and in the quiet hours it is dropped`() async throws {
        let world = try await cast()
        for person in [Person.anna, .dario] { try await world.consent(person, to: "reminders") }
        _ = try await world.as(.dario).patch(
            World.preferences,
            ["quiet_hours": ["from": "18:30", "until": "07:00"]]
        )
        try await world.live(through: "2026-11-21T09:01:00Z", "2026-11-21T17:40:00Z")
        #expect(try await world.slots(of: .dario) == ["2026-11-21 reminder 1 quiet"])
        #expect(try await world.slots(of: .anna) == ["2026-11-21 reminder 1 sent"])

        // A server that was down for a week sends no missed reminders.
        try await world.live(through: "2026-11-28T09:30:00Z")
        #expect(try await world.slots(of: .anna).dropFirst() == ["2026-11-22 reminder 0 late"])
        try await world.live(through: "2026-11-28T17:00:00Z")
        let reminders = try await world.slots(of: .anna).filter { $0.contains("reminder") }
        #expect(reminders.last == "2026-11-28 reminder 1 sent")
    }

    @Test func `two reminders are four hours apart`() async throws {
        let world = try await cast()
        try await world.annaListens()
        _ = try await world.as(.anna).patch(World.preferences, ["reminder_times": ["11:00", "14:59"]])

        try await world.live(through: "2026-11-21T09:30:00Z", "2026-11-21T10:00:00Z", "2026-11-21T13:59:00Z")

        #expect(
            try await world.slots(of: .anna) == [
                "2026-11-21 reminder 0 sent", "2026-11-21 reminder 1 throttled",
            ]
        )
    }

    @Test func `sent at nine in Rome, there is no second one after landing in New York`() async throws {
        let world = try await cast()
        try await world.annaListens()
        try await world.live(through: "2026-11-22T07:59:00Z", "2026-11-22T08:00:00Z")
        #expect(try await world.slots(of: .anna).last == "2026-11-22 reminder 0 sent")
        world.clock.set(to: try #require(Instant("2026-11-22T13:00:00Z")))
        _ = try await world.as(.anna).patch(World.preferences, ["time_zone": "America/New_York"])

        try await world.live(through: "2026-11-22T13:01:00Z", "2026-11-22T14:00:00Z", "2026-11-22T23:00:00Z")

        let slots = try await world.slots(of: .anna).filter { $0.hasPrefix("2026-11-22") }
        #expect(slots == ["2026-11-22 reminder 0 sent", "2026-11-22 reminder 1 sent"])
    }

    @Test func `a time that the clock skips comes after the gap, one that comes twice once`() async throws {
        let world = try await cast()
        try await world.annaListens()
        _ = try await world.as(.anna).patch(
            World.preferences,
            ["reminder_times": ["02:30"], "quiet_hours": .null]
        )

        try await world.live(through: "2027-03-27T12:00:00Z", "2027-03-28T00:59:00Z", "2027-03-28T01:00:00Z")
        #expect(world.pushed().count == 1)
        try await world.live(through: "2027-10-30T12:00:00Z", "2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z")
        let autumn = try await world.slots(of: .anna).filter { $0.hasPrefix("2027-10-31") }
        #expect(autumn == ["2027-10-31 reminder 0 sent"])
    }

    private func reminders(_ world: World) async throws -> [JSONValue] {
        let list = try await world.as(.anna).get("/api/v1/notifications?category=reminders")
        let count = try await world.as(.anna).get("/api/v1/notifications/unread-count")["count"]?.integerValue
        let titles = (list["data"]?.arrayValue ?? []).compactMap { $0["title"] }
        #expect(count ?? 0 >= Int64(titles.count))
        return titles
    }
}
