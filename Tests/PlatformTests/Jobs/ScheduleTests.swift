import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct ScheduleTests {
    private static let nightly = Daily("test.nightly", at: "02:30", in: .rome, Note(name: "nightly"))

    @Test(.timeLimit(.minutes(2)))
    func `every day of a year has its slot once, across both changes of the clock`() async throws {
        let world = try await aWorkshop()
        let start = try instant("2026-12-31T23:00:00Z")
        world.clock.set(to: start)
        var scheduler = Scheduler([Self.nightly])
        try await scheduler.fire(in: world.db, at: start)

        for step in 1...(365 * 48) {
            // A restart every now and then, in the middle of anything.
            if step % 37 == 0 { scheduler = Scheduler([Self.nightly]) }
            try await scheduler.fire(in: world.db, at: start + .minutes(30) * step)
        }

        let keys = try await world.keys()
        let days = (0..<365).map { (CivilDate(2027, 1, 1) ?? CivilDate(days: 0)) + $0 }
        #expect(keys == days.map { "workshop.note:test.nightly@\($0)T02:30" })
    }

    @Test func `a time that the clock skips is the first moment after the gap`() throws {
        let slot = try #require(Self.nightly.timing.latestSlot(at: try instant("2027-03-28T12:00:00Z")))

        #expect(slot.key == "2027-03-28T02:30")
        #expect(slot.at == (try instant("2027-03-28T01:00:00Z")))
    }

    @Test func `a time that comes twice counts the first time`() throws {
        let slot = try #require(Self.nightly.timing.latestSlot(at: try instant("2027-10-31T12:00:00Z")))

        #expect(slot.key == "2027-10-31T02:30")
        #expect(slot.at == (try instant("2027-10-31T00:30:00Z")))
    }

    @Test func `after a pause only the latest slot is made up for`() async throws {
        let world = try await aWorkshop()
        let scheduler = Scheduler([Self.nightly])
        try await scheduler.fire(in: world.db, at: try instant("2027-01-01T12:00:00Z"))

        try await Scheduler([Self.nightly]).fire(in: world.db, at: try instant("2027-01-09T12:00:00Z"))

        #expect(try await world.keys() == ["workshop.note:test.nightly@2027-01-09T02:30"])
    }

    @Test func `a process whose clock is behind fires nothing that was passed over`() async throws {
        let world = try await aWorkshop()
        try await Scheduler([Self.nightly]).fire(in: world.db, at: try instant("2027-01-01T12:00:00Z"))
        try await Scheduler([Self.nightly]).fire(in: world.db, at: try instant("2027-01-09T12:00:00Z"))

        try await Scheduler([Self.nightly]).fire(in: world.db, at: try instant("2027-01-08T12:00:00Z"))

        #expect(try await world.keys().count == 1)
    }

    @Test func `twenty processes fire a slot once`() async throws {
        let world = try await aWorkshop()
        try await Scheduler([Self.nightly]).fire(in: world.db, at: try instant("2027-01-01T12:00:00Z"))
        let next = try instant("2027-01-02T12:00:00Z")

        _ = try await world.atOnce(20) { _ in try await Scheduler([Self.nightly]).fire(in: world.db, at: next)
        }

        #expect(try await world.keys().count == 1)
    }

    @Test func `work that recurs within minutes does not pile up`() async throws {
        let world = try await aWorkshop()
        let scheduler = Scheduler([Every("test.often", .minutes(1), Note(name: "often"))])
        let start = world.clock.now

        for minute in 0...10 { try await scheduler.fire(in: world.db, at: start + .minutes(minute)) }

        #expect(try await world.keys() == ["workshop.note:test.often"])
    }

    @Test func `weekly and monthly slots fall on their days`() throws {
        let now = try instant("2027-03-03T12:00:00Z")
        let weekly = Weekly("w", on: .monday, at: "07:00", in: .rome, Note(name: ""))
        let first = Monthly("m", on: 1, at: "06:00", in: .rome, Note(name: ""))
        let last = Monthly("l", on: 31, at: "06:00", in: .rome, Note(name: ""))

        #expect(weekly.timing.latestSlot(at: now)?.key == "2027-03-01T07:00")
        #expect(first.timing.latestSlot(at: now)?.key == "2027-03-01T06:00")
        #expect(last.timing.latestSlot(at: now)?.key == "2027-02-28T06:00")
    }

    @Test func `the schedules of a product run by the clock of its world`() async throws {
        let world = try await aWorkshop()

        world.clock.advance(by: .days(1))
        try await world.tick()
        try await world.tick()

        #expect(try await world.ran() == ["daily"])
    }

    private func instant(_ text: String) throws -> Instant {
        try #require(Instant(text))
    }
}

extension World {
    fileprivate func keys() async throws -> [String] {
        try await db.read { tx in
            try tx.values(
                "SELECT unique_key FROM job WHERE kind = 'workshop.note' ORDER BY unique_key",
                as: String.self
            )
        }
    }
}
