import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// Holds end by themselves, and other calendars block a time without a booking.
@Suite struct HoldTests {
    @Test func `a live hold blocks its time, and a dead one nothing`() async throws {
        let world = try await aWorkshop()
        let room = try await world.openRoom()
        let start = world.slot(on: 3, at: 9)
        let hold = try await world.hold(start, of: room, for: .minutes(10))

        await #expect { try await world.hold(start, of: room, for: .minutes(10)) } throws: {
            ($0 as? Problem)?.code == .slotTaken
        }
        #expect(try await !world.free(of: room, on: start).contains(start))
        world.clock.advance(by: .minutes(11))

        #expect(try await world.free(of: room, on: start).contains(start))
        let other = try await world.hold(start, of: room, for: .minutes(10))
        #expect(other.id != hold.id)
        let former = try await world.db.read { tx in try Booking.find(hold.id, tx) }
        #expect(!former.isActive, "the transaction that took the time has ended the dead hold")
    }

    @Test
    func `a hold that is kept stays, and one that has run out cannot be kept once others took its time`()
        async throws
    {
        let world = try await aWorkshop()
        let room = try await world.openRoom()
        let (first, second) = (world.slot(on: 3, at: 9), world.slot(on: 3, at: 11))
        let (kept, lost) = (
            try await world.hold(first, of: room, for: .minutes(10)),
            try await world.hold(second, of: room, for: .minutes(10))
        )
        try await world.db.write { tx in try Booking.keep(kept.id, tx) }
        world.clock.advance(by: .hours(1))
        _ = try await world.hold(second, of: room, for: .minutes(10))

        #expect(try await !world.free(of: room, on: first).contains(first))
        await #expect { try await world.db.write { tx in try Booking.keep(lost.id, tx) } } throws: {
            ($0 as? Problem)?.code == .slotTaken
        }
    }

    @Test func `times of other calendars are busy until they are removed`() async throws {
        let world = try await aWorkshop()
        let room = try await world.openRoom()
        let start = world.slot(on: 3, at: 9)
        try await world.db.write { tx in
            let ranges = ["a": start + .minutes(30), "b": start + .hours(2)]
            for (key, from) in ranges {
                try OutsideBusy.put(source: "work", key: key, from..<from + .minutes(30), of: room.id, tx)
            }
        }

        #expect(try await !world.free(of: room, on: start).contains(start))
        await #expect { try await world.hold(start, of: room, for: .minutes(10)) } throws: {
            ($0 as? Problem)?.code == .slotTaken
        }
        try await world.db.write { tx in
            try OutsideBusy.keepOnly(keys: ["b"], source: "work", of: room.id, tx)
        }
        #expect(try await world.free(of: room, on: start).contains(start))
        #expect(try await !world.free(of: room, on: start).contains(start + .hours(2)))
        try await world.db.write { tx in try OutsideBusy.removeAll(source: "work", of: room.id, tx) }
        #expect(try await world.free(of: room, on: start).contains(start + .hours(2)))
    }

    @Test func `a decision ignores hours and other calendars, but no booking`() async throws {
        let world = try await aWorkshop()
        let room = try await world.openRoom()
        let night = world.slot(on: 3, at: 22)
        try await world.db.write { tx in
            try OutsideBusy.put(source: "work", key: "a", night..<night + .hours(1), of: room.id, tx)
        }

        let decided = try await world.hold(night, of: room, for: .minutes(10), asking: .decided)
        #expect(decided.startsAt == night)
        await #expect {
            try await world.hold(night + .minutes(30), of: room, for: .minutes(10), asking: .decided)
        } throws: { ($0 as? Problem)?.code == .slotTaken }
    }

    @Test func `twenty holds of one time at once: 1`() async throws {
        let world = try await aWorkshop()
        let room = try await world.openRoom()
        let start = world.slot(on: 3, at: 9)
        let outcomes = try await world.atOnce(20) { _ -> Bool in
            do {
                _ = try await world.hold(start, of: room, for: .minutes(10))
                return true
            } catch let problem as Problem where problem.code == .slotTaken {
                return false
            }
        }
        #expect(outcomes.filter(\.self).count == 1)
    }
}

extension World {
    /// A full hour some days ahead.
    fileprivate func slot(on day: Int, at hour: Int) -> Instant {
        Instant(seconds: (TestClock.start.seconds / 86_400 + Int64(day)) * 86_400) + .hours(hour)
    }

    /// A room that is open from 8 to 20 every day.
    fileprivate func openRoom() async throws -> BookingResource {
        try await db.write { tx in
            let room = try BookingResource.add(in: .utc, keepsOfficeDays: false, tx)
            let hours = WallSpan(from: 8 * 3_600, until: 20 * 3_600)
            try WeeklyHours((1...7).map { WeeklyHours.Line(weekday: $0, span: hours) }).save(for: room.id, tx)
            return room
        }
    }

    private static var terms: BookingTerms { BookingTerms(duration: .minutes(60), step: .minutes(30)) }

    fileprivate func hold(
        _ start: Instant,
        of room: BookingResource,
        for time: Duration,
        asking question: Availability.Question = .everything
    ) async throws -> Booking {
        try await db.book { tx in
            try Booking.place(
                at: start,
                with: [room],
                on: Self.terms,
                for: nil,
                heldUntil: tx.now + time,
                asking: question,
                tx
            )
        }
    }

    fileprivate func free(of room: BookingResource, on start: Instant) async throws -> [Instant] {
        try await db.read { tx in
            let date = room.zone.civil(start).date
            return try Availability.read(of: room, for: Self.terms, from: date, through: date, tx).slots(
                on: date
            )
        }
    }
}
