import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// Times that are taken as they are, whatever the hours.
@Suite struct BookingReservingTests {
    @Test func `a time outside all hours is taken, and what touches it is free`() async throws {
        let world = try await aWorkshop()
        let booking = try await world.reserve(0..<2)

        #expect(booking.isActive && booking.endsAt - booking.startsAt == .hours(2))
        _ = try await world.reserve(2..<3)
        _ = try await world.reserve(-1..<0)
        await #expect { try await world.reserve(1..<2) } throws: { ($0 as? Problem)?.code == .slotTaken }
        await #expect { try await world.reserve(-5..<5) } throws: { ($0 as? Problem)?.code == .slotTaken }
    }

    @Test func `a cancelled time is free again`() async throws {
        let world = try await aWorkshop()
        let booking = try await world.reserve(0..<2)
        try await world.db.book { tx in _ = try booking.cancelled(tx) }
        #expect(try await world.reserve(0..<2).isActive)
    }

    @Test func `a booking moves onto its own time, and onto no other's`() async throws {
        let world = try await aWorkshop()
        let booking = try await world.reserve(0..<2)
        _ = try await world.reserve(4..<6)

        let moved = try await world.db.book { [base = world.base] tx in
            try booking.taken(from: base + .hours(1), until: base + .hours(4), tx)
        }

        #expect(moved.sequence == 1 && moved.startsAt == world.base + .hours(1))
        await #expect {
            try await world.db.book { [base = world.base] tx in
                _ = try moved.taken(from: base + .hours(3), until: base + .hours(5), tx)
            }
        } throws: { ($0 as? Problem)?.code == .slotTaken }
        #expect(try await world.reserve(0..<1).isActive, "the old time is free")
    }

    @Test func `twenty takers of one time at once: 1`() async throws {
        let world = try await aWorkshop()
        try await world.room()
        let outcomes = try await world.atOnce(20) { place -> Bool in
            do {
                _ = try await world.reserve((place % 3)..<(place % 3 + 3))
                return true
            } catch let problem as Problem where problem.code == .slotTaken {
                return false
            }
        }
        #expect(outcomes.filter(\.self).count == 1)
    }

    @Test func `a holder's bookings are found by their index, however many have no holder`() async throws {
        let world = try await aWorkshop()
        for hour in 0..<100 { _ = try await world.reserve(hour..<(hour + 1)) }

        let plan = try await world.db.write { [base = world.base] tx in
            guard tx.dialect == .sqlite else { return ["booking_holder"] }
            try tx.execute("ANALYZE")
            var steps: [String] = []
            try tx.forEach(
                """
                EXPLAIN QUERY PLAN SELECT 1 FROM booking b
                 WHERE b.holder_id = \(tx.newID(of: Account.self)) AND b.is_active AND b.ends_at > \(base) AND b.starts_at < \(base)
                """
            ) { row in
                row.skip(3)
                steps.append(try row.next())
            }
            return steps
        }

        #expect(plan.allSatisfy { $0.contains("booking_holder") }, "\(plan)")
    }

    @Test func `a holder is in one place at a time`() async throws {
        let world = try await aWorkshop()
        let holder = try await world.db.read { tx in
            try tx.value("SELECT id FROM account ORDER BY id LIMIT 1", as: ID<Account>.self)
        }
        _ = try await world.reserve(0..<2, of: world.room(), by: holder)
        let other = try await world.room()
        await #expect { try await world.reserve(1..<3, of: other, by: holder) } throws: {
            ($0 as? Problem)?.code == .holderBusy
        }
        #expect(try await world.reserve(1..<3, of: other).isActive)
    }
}

extension World {
    /// A month ahead.
    fileprivate var base: Instant { Instant(seconds: 1_800_000_000) }

    /// Takes hours of the first room that there is.
    fileprivate func reserve(_ hours: Range<Int>) async throws -> Booking {
        let known = try await db.read { tx in
            try tx.first(
                "SELECT \(BookingResource.columns) FROM booking_resource o ORDER BY o.id",
                as: BookingResource.self
            )
        }
        if let known { return try await reserve(hours, of: known) }
        return try await reserve(hours, of: room())
    }

    @discardableResult
    fileprivate func reserve(
        _ hours: Range<Int>,
        of room: BookingResource,
        by holder: ID<Account>? = nil
    ) async throws -> Booking {
        try await db.book { [base] tx in
            try Booking.reserve(
                from: base + .hours(hours.lowerBound),
                until: base + .hours(hours.upperBound),
                of: room,
                holder: holder,
                tx
            )
        }
    }

    /// A new room without any hours.
    @discardableResult
    fileprivate func room() async throws -> BookingResource {
        try await db.write { tx in
            let id = tx.newID(of: BookingResource.self)
            try tx.execute(
                """
                INSERT INTO booking_resource (id, account_id, zone, keeps_office_days, updated_at)
                VALUES (\(id), NULL, \(Zone.utc), \(false), \(tx.now))
                """
            )
            return try BookingResource.find(id, tx)
        }
    }
}
