import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

@Suite struct BookingRaceTests {
    @Test func `a hundred at once for one slot are one`() async throws {
        let world = try await crowdedOffice(customers: 100)
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        _ = try await world.atOnce(100) { try await world.token(of: .customer($0)) }

        let answers = try await world.atOnce(100) { index in
            try await world.book(type, at: "\(monday)T09:00:00Z", as: .customer(index))
        }

        #expect(answers.statuses == [201: 1, 409: 99])
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0.problem == .slotTaken })
        #expect(try await world.activeBookings().count == 1)
    }

    @Test func `two operators take two of them`() async throws {
        let world = try await crowdedOffice(customers: 40)
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        try await world.hours(of: .elena, on: [1], "09:00", "12:00")
        _ = try await world.atOnce(40) { try await world.token(of: .customer($0)) }

        let answers = try await world.atOnce(40) { index in
            try await world.book(type, at: "\(monday)T09:00:00Z", as: .customer(index))
        }

        #expect(answers.statuses == [201: 2, 409: 38])
        let holders = Set(answers.compactMap { $0["operator_id"]?.stringValue })
        #expect(holders == [try await world.id(of: .marco), try await world.id(of: .elena)])
    }

    @Test func `kinds of other lengths and buffers never overlap`() async throws {
        let world = try await crowdedOffice(customers: 40)
        let kinds = [
            try await world.appointmentType(["duration_minutes": 45, "step_minutes": 15]),
            try await world.appointmentType([
                "duration_minutes": 20, "step_minutes": 5, "buffer_before_minutes": 10,
            ]),
            try await world.appointmentType([
                "duration_minutes": 60, "step_minutes": 10, "buffer_after_minutes": 20,
            ]),
        ]
        try await world.hours(of: .marco, on: [1], "09:00", "13:00")
        var wishes: [(type: String, start: String)] = []
        for index in 0..<40 {
            let slots = try await world.slots(kinds[index % 3], on: monday)
            wishes.append((kinds[index % 3], slots[(index * 7) % slots.count]))
        }
        let all = wishes
        _ = try await world.atOnce(40) { try await world.token(of: .customer($0)) }

        let answers = try await world.atOnce(40) { index in
            try await world.book(all[index].type, at: all[index].start, as: .customer(index))
        }

        #expect(answers.allSatisfy { [201, 409].contains($0.status) }, "\(answers.statuses)")
        let blocked: [Range<Instant>] = try await world.db.read { tx in
            var ranges: [Range<Instant>] = []
            try tx.forEach("SELECT blocked_from, blocked_until FROM booking ORDER BY blocked_from") { row in
                ranges.append(try row.next(Instant.self)..<row.next(Instant.self))
            }
            return ranges
        }
        #expect(blocked.count == answers.statuses[201] && blocked.count >= 2)
        #expect(zip(blocked, blocked.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
    }

    @Test func `of those who move to one slot one gets it, and the others keep theirs`() async throws {
        let world = try await crowdedOffice(customers: 10)
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "18:00")
        let slots = try await world.slots(type, on: monday)
        var meetings: [Meeting] = []
        for index in 0..<10 {
            try await meetings.append(world.booked(type, at: slots[index], as: .customer(index)))
        }
        let all = meetings

        let answers = try await world.atOnce(10) { index in
            try await world.move(all[index], to: slots[12], as: .customer(index))
        }

        #expect(answers.statuses == [200: 1, 409: 9])
        let starts = try await world.activeBookings().map(\.startsAt.description)
        #expect(starts.count == 10 && starts.filter { $0 == slots[12] }.count == 1)
        let winner = answers.firstIndex { $0.status == 200 } ?? 0
        #expect(Set(starts) == Set(slots[..<10]).subtracting([slots[winner]]).union([slots[12]]))
        #expect(try await world.slots(type, on: monday).contains(slots[winner]), "the old time is free again")
    }

    @Test func `one person is in one place at a time`() async throws {
        let world = try await crowdedOffice(customers: 1)
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        try await world.hours(of: .elena, on: [1], "09:00", "12:00")

        let answers = try await world.atOnce(20) { _ in try await world.book(type, at: "\(monday)T09:00:00Z")
        }

        #expect(answers.statuses == [201: 1, 409: 19])
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0.problem == .holderBusy })
    }

    @Test func `twenty cancellations at once are one, and its time is booked once more`() async throws {
        let world = try await crowdedOffice(customers: 20)
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "09:30")
        let meeting = try await world.booked(type, at: "\(monday)T08:00:00Z")

        let cancelled = try await world.atOnce(20) { _ in
            try await world.as(.giulia).delete(meeting.path + "/cancel")
        }
        let answers = try await world.atOnce(20) { index in
            try await world.book(type, at: meeting.start, as: .customer(index))
        }

        #expect(cancelled.statuses[200] == 1, "\(cancelled.statuses)")
        #expect(cancelled.allSatisfy { [200, 409, 412].contains($0.status) })
        #expect(answers.statuses == [201: 1, 409: 19])
    }

    @Test func `the database itself refuses what overlaps`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        let meeting = try await world.booked(type, at: "\(monday)T09:00:00Z")

        for (offset, isRefused) in [(-30, false), (-29, true), (0, true), (29, true), (30, false)] {
            let start = try #require(Instant(meeting.start)) + .minutes(offset)
            let refusal = await #expect(throws: (any Error).self) {
                try await world.db.write { tx in
                    try tx.execute(
                        """
                        INSERT INTO booking (id, resource_id, starts_at, ends_at, blocked_from, blocked_until, is_active,
                                             sequence, created_at, updated_at)
                        SELECT \(tx.newID(of: Booking.self)), resource_id, \(start), \(start + .minutes(30)), \(start),
                               \(start + .minutes(30)), \(true), 0, \(tx.now), \(tx.now)
                          FROM booking WHERE id = \(ID<Booking>(meeting.id))
                        """
                    )
                    throw Problem(.conflict)
                }
            }
            let isExclusion = (refusal as? DatabaseError)?.isExclusion("booking_no_overlap") ?? false
            #expect(isExclusion == isRefused, "\(offset): \(String(describing: refusal))")
        }
    }
}
