import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct DeadlineTests {
    @Test func `a deadline fires once, as the server, and may set the next one`() async throws {
        let world = try await World.kitchen()
        _ = try await world.boil(for: .minutes(5))

        try await world.pass(.minutes(4))
        #expect(try await world.noted().isEmpty)
        try await world.pass(.minutes(2))
        #expect(try await world.noted() == ["prepared", "done by system"])
        try await world.pass(.minutes(11))
        try await world.pass(.days(1))
        #expect(try await world.noted() == ["prepared", "done by system", "cold"])
    }

    @Test func `a deadline that was set anew fires as it was last set`() async throws {
        let world = try await World.kitchen()
        let egg = try await world.boil(for: .minutes(5))
        try await world.db.write { tx in
            try Deadline.set("done", of: "egg", egg, at: tx.now + .minutes(20), tx)
        }

        try await world.pass(.minutes(6))
        #expect(try await world.noted().isEmpty)
        try await world.pass(.minutes(15))
        #expect(try await world.noted() == ["prepared", "done by system"])
    }

    @Test func `a deadline that was cleared does nothing, not even when its job has been enqueued`()
        async throws
    {
        let world = try await World.kitchen()
        let egg = try await world.boil(for: .minutes(5))
        let moving = try await world.boil("moves", for: .minutes(5))
        let deadline = try await world.db.write { tx in
            let deadline = try #require(try Deadline.all(of: "egg", egg, tx).first)
            try tx.enqueue(FireDeadline(deadline: deadline.id))
            try Deadline.clear(of: "egg", egg, tx)
            return deadline
        }

        try await world.pass(.minutes(6))
        #expect(try await world.noted() == ["prepared"], "only the other one")
        #expect(deadline.event == "done" && deadline.subjectKind == "egg")
        #expect(try await world.db.read { tx in try Deadline.all(of: "egg", moving, tx).isEmpty })
        let states = try await world.jobs().filter { $0.kind == FireDeadline.kind }.map(\.state)
        #expect(states == [.cancelled, .cancelled])
    }

    @Test func `one event of a subject can be cleared without the others`() async throws {
        let world = try await World.kitchen()
        let egg = try await world.boil(for: .minutes(5))
        let left = try await world.db.write { tx in
            try Deadline.set("cold", of: "egg", egg, at: tx.now + .minutes(1), tx)
            try Deadline.clear("done", of: "egg", egg, tx)
            return try Deadline.all(of: "egg", egg, tx).map(\.event)
        }
        #expect(left == ["cold"])
    }

    @Test func `what is prepared outside of the transaction decides whether it fires`() async throws {
        let world = try await World.kitchen()
        let late = try await world.boil("later", for: .minutes(5))
        let dropped = try await world.boil("drop", for: .minutes(5))

        try await world.pass(.minutes(6))
        #expect(try await world.noted() == ["prepared", "prepared"])
        #expect(try await world.db.read { tx in try Deadline.all(of: "egg", dropped, tx).isEmpty })
        try await world.db.write { tx in
            try tx.execute("UPDATE egg SET verdict = 'fire' WHERE id = \(late)")
        }
        try await world.pass(.minutes(2))
        #expect(try await world.noted() == ["prepared", "prepared", "prepared", "done by system"])
    }

    @Test func `a deadline of more than 48 hours reminds once, 24 hours before`() async throws {
        let world = try await World.kitchen()
        _ = try await world.boil(for: .hours(49))
        _ = try await world.boil(for: .hours(47))
        _ = try await world.boil(for: .hours(72), remind: false)

        try await world.pass(.hours(24))
        #expect(try await world.noted().isEmpty)
        try await world.pass(.hours(2))
        try await world.pass(.hours(1))
        #expect(try await world.noted() == ["nearly"])
    }

    @Test func `a reminder of a deadline that has come meanwhile is left out`() async throws {
        let world = try await World.kitchen()
        _ = try await world.boil(for: .hours(49))

        try await world.pass(.hours(60))
        #expect(try await world.noted() == ["prepared", "done by system"])
    }

    @Test func `a deadline whose job has died is enqueued again`() async throws {
        let world = try await World.kitchen()
        let egg = try await world.boil(for: .minutes(5))
        world.clock.advance(by: .minutes(6))
        try await world.db.write { tx in
            try tx.execute("UPDATE deadline SET queued_at = \(tx.now) WHERE subject_id = \(egg)")
        }

        try await world.pass(.minutes(1))
        #expect(try await world.noted().isEmpty)
        try await world.pass(.hours(1))
        #expect(try await world.noted() == ["prepared", "done by system"])
    }

    @Test func `two processes and a restart fire a deadline once`() async throws {
        let world = try await World.kitchen()
        for _ in 0..<20 { _ = try await world.boil(for: .minutes(5)) }
        world.clock.advance(by: .minutes(6))

        let other = try await World.site(world.product, world.db, world.clock)
        let runners = [JobRunner(world.site), JobRunner(other), JobRunner(world.site)]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for runner in runners {
                group.addTask {
                    try await runner.fireSchedules()
                    for _ in 0..<3 { _ = try await runner.runDue() }
                }
            }
            try await group.waitForAll()
        }
        // Jobs that one process had claimed when another looked.
        try await world.tick()
        #expect(try await world.noted().filter { $0 == "done by system" }.count == 20)
    }

    @Test func `fifty moves against the time-out: the deadline fires once or not at all`() async throws {
        let world = try await World.kitchen()
        let egg = try await world.boil(for: .minutes(5))
        world.clock.advance(by: .minutes(6))

        let moved = try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
                try await world.tick()
                return 0
            }
            for _ in 0..<50 {
                group.addTask {
                    try await world.db.write { tx in
                        try tx.execute("DELETE FROM deadline WHERE subject_id = \(egg) AND event = 'done'")
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        try await world.tick()
        let fired = try await world.noted().filter { $0 == "done by system" }.count
        #expect(moved + fired == 1, "moved \(moved), fired \(fired)")
    }

    @Test func `a product knows the events that have a handler`() {
        #expect(kitchen.deadlines.names == ["egg.cold", "egg.done"])
    }
}
