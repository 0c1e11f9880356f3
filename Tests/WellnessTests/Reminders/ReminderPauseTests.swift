import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct ReminderPauseTests {
    /// Lives eight days with a reminder at each nine o'clock in Rome.
    private func eightSilentDays(_ world: World) async throws {
        _ = try await world.as(.anna).patch(World.preferences, ["reminder_times": ["09:00"]])
        for day in 22...29 { try await world.live(through: "2026-11-\(day)T08:00:00Z") }
    }

    @Test func `after seven without an answer they pause with one notice, and an entry resumes them`()
        async throws
    {
        let world = try await cast()
        try await world.annaListens()
        try await world.consent(.anna, to: "nudges", granted: false)
        try await eightSilentDays(world)

        let sent = Array(repeating: "wellness.reminder", count: 6) + ["wellness.last_reminder"]
        #expect(world.pushed() == sent)
        #expect(try await world.as(.anna).get(World.preferences)["reminders_paused"] == true)

        try await world.log(.anna)
        #expect(try await world.as(.anna).get(World.preferences)["reminders_paused"] == false)
        try await world.live(through: "2026-11-29T09:00:00Z", "2026-11-30T08:00:00Z")
        #expect(world.pushed() == sent + ["wellness.reminder"])
    }

    @Test func `a person resumes them without an entry, and pauses them at will`() async throws {
        let world = try await cast()
        try await world.annaListens()
        try await world.consent(.anna, to: "nudges", granted: false)
        try await eightSilentDays(world)

        _ = try await world.as(.anna).patch(World.preferences, ["reminders_paused": false])
        try await world.live(through: "2026-11-29T09:00:00Z", "2026-11-30T08:00:00Z")
        #expect(world.pushed().count == 8)

        _ = try await world.as(.anna).patch(World.preferences, ["reminders_paused": true])
        try await world.log(.anna)
        try await world.live(through: "2026-11-30T09:00:00Z", "2026-12-01T08:00:00Z")
        #expect(world.pushed().count == 8)
        #expect(try await world.as(.anna).get(World.preferences)["reminders_paused"] == true)
    }

    @Test func `a nudge comes after 7, 14 and 30 days without an entry, at eleven`() async throws {
        let world = try await cast()
        try await world.annaListens()
        try await world.consent(.anna, to: "reminders", granted: false)
        try await world.log(.anna, on: "2026-11-21")

        try await world.live(through: "2026-11-28T09:59:00Z", "2026-11-28T10:00:00Z")
        #expect(world.pushed() == ["wellness.nudge"])
        try await world.live(through: "2026-12-05T10:00:00Z", "2026-12-21T10:00:00Z", "2027-02-01T10:00:00Z")
        #expect(world.pushed().count == 3)

        // An entry begins the count anew.
        try await world.log(.anna, on: "2027-02-01")
        try await world.live(through: "2027-02-01T10:05:00Z", "2027-02-08T10:00:00Z")
        #expect(world.pushed().count == 4)
        let nudges = try await world.slots(of: .anna).filter { $0.contains("nudge") }
        #expect(nudges.last == "2027-02-08 nudge 7 sent")
    }

    @Test func `an entry after the first nudge counts, although the second was planned`() async throws {
        let world = try await cast()
        try await world.annaListens()
        try await world.consent(.anna, to: "reminders", granted: false)
        try await world.log(.anna, on: "2026-11-21")
        try await world.live(through: "2026-11-28T09:00:00Z", "2026-11-28T10:00:00Z")
        world.clock.set(to: try #require(Instant("2026-11-29T10:00:00Z")))
        try await world.log(.anna, on: "2026-11-29")

        try await world.live(through: "2026-12-05T10:00:00Z", "2026-12-06T10:00:00Z")

        let nudges = try await world.slots(of: .anna).filter { $0.contains("nudge") }
        #expect(nudges == ["2026-11-28 nudge 7 sent", "2026-12-06 nudge 7 sent"])
    }

    @Test func `slots that no rule looks at go, and an erased person has none`() async throws {
        let world = try await cast()
        try await world.annaListens()
        try await world.live(through: "2026-11-21T17:00:00Z", "2026-12-06T08:00:00Z")
        #expect(try await world.slots(of: .anna).count > 1)
        try await world.db.write { tx in _ = try tx.enqueue(ForgetReminderSlots()) }
        try await world.runJobs()
        let slots = try await world.slots(of: .anna)
        #expect(!slots.contains { $0.hasPrefix("2026-11-21") } && !slots.isEmpty)
    }
}
