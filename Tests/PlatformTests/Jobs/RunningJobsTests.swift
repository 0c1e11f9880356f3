import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct RunningJobsTests {
    struct ChangedMind: Error {}

    @Test func `a job exists when its transaction was committed and only then`() async throws {
        let world = try await aWorkshop()

        await #expect(throws: ChangedMind.self) {
            try await world.db.write { tx in
                try tx.enqueue(Note(name: "never"))
                throw ChangedMind()
            }
        }
        _ = try await world.enqueue(Note(name: "once"))
        try await world.runJobs()

        #expect(try await world.ran() == ["once"])
        #expect(try await world.jobs().map(\.state) == [.done])
    }

    @Test func `a job waits for its time`() async throws {
        let world = try await aWorkshop()
        let later = world.clock.now + .hours(2)
        try await world.db.write { tx in _ = try tx.enqueue(Note(name: "later"), at: later) }

        #expect(try await world.runJobs() == 0)
        world.clock.advance(by: .hours(2))
        #expect(try await world.runJobs() == 1)
    }

    @Test func `a failing job is tried again with growing pauses and is dead in the end`() async throws {
        let world = try await aWorkshop()
        _ = try await world.enqueue(Fail())

        try await world.runJobs()
        let first = try #require(try await world.jobs().first)
        #expect(first.state == .retry)
        #expect(first.lastError == "conflict")
        #expect((.seconds(7)...(.seconds(13))).contains(first.runAt - world.clock.now))

        world.clock.advance(by: .seconds(13))
        try await world.runJobs()
        let second = try #require(try await world.jobs().first)
        #expect((.seconds(14)...(.seconds(26))).contains(second.runAt - world.clock.now))

        world.clock.advance(by: .seconds(26))
        try await world.runJobs()
        let third = try #require(try await world.jobs().first)
        #expect(third.state == .dead)
        #expect(third.attempt == 3)
        world.clock.advance(by: .days(1))
        #expect(try await world.runJobs() == 0)
        #expect(try await world.ran() == ["attempt 1", "attempt 2", "attempt 3"])
    }

    @Test func `snoozing uses up no attempt and cancelling is an outcome`() async throws {
        let world = try await aWorkshop()
        _ = try await world.enqueue(Nap())

        try await world.runJobs()
        #expect(try await world.jobs().map(\.state) == [.ready])
        world.clock.advance(by: .minutes(5))
        try await world.runJobs()

        #expect(try await world.ran() == ["nap, attempt 1", "nap, attempt 1"])
        let job = try #require(try await world.jobs().first)
        #expect(job.state == .cancelled)
        #expect(job.lastError == "slept enough")
    }

    @Test func `a job that takes too long is stopped and tried again`() async throws {
        let world = try await aWorkshop()
        _ = try await world.enqueue(Dawdle())

        try await world.runJobs()

        let job = try #require(try await world.jobs().first)
        #expect(job.state == .retry)
        #expect(job.lastError?.contains("took longer") == true)
    }

    @Test func `fifty simultaneous enqueues with one key make one job`() async throws {
        let world = try await aWorkshop()

        let made = try await world.atOnce(50) { _ in
            try await world.enqueue(Note(name: "only"), unique: "key")
        }

        #expect(made.filter { $0 }.count == 1)
        #expect(try await world.jobs().count == 1)
    }

    @Test func `a key is free again when its job is finished`() async throws {
        let world = try await aWorkshop()
        _ = try await world.enqueue(Note(name: "first"), unique: "key")
        try await world.runJobs()

        #expect(try await world.enqueue(Note(name: "second"), unique: "key"))
        #expect(try await world.enqueue(Fail(), unique: "key"))
    }

    @Test func `a job whose process went away is run by another`() async throws {
        let world = try await aWorkshop()
        _ = try await world.enqueue(Note(name: "rescued"))
        let claimed = try await world.db.write { tx in
            try JobStore.claim(.default, atMost: 5, by: "gone", until: tx.now + .seconds(60), tx)
        }
        #expect(claimed.count == 1)
        let runner = JobRunner(world.site)

        world.clock.advance(by: .seconds(30))
        try await runner.upkeep()
        #expect(try await runner.runDue() == 0)
        world.clock.advance(by: .seconds(31))
        try await runner.upkeep()
        #expect(try await runner.runDue() == 1)

        #expect(try await world.ran() == ["rescued"])
        #expect(try await world.jobs().first?.attempt == 2)
    }

    @Test func `whoever lost the lease has no say in how it ended`() async throws {
        let world = try await aWorkshop()
        _ = try await world.enqueue(Note(name: "x"))
        let claimed = try await world.db.write { tx in
            try JobStore.claim(.default, atMost: 1, by: "slow", until: tx.now + .seconds(60), tx)
        }
        let job = try #require(claimed.first)
        world.clock.advance(by: .minutes(2))
        try await JobRunner(world.site).upkeep()

        let isNoted = try await world.db.write { tx in
            try JobStore.settle(job, .after(.done, job, at: tx.now), by: "slow", tx)
        }

        #expect(!isNoted)
        #expect(try await world.jobs().first?.state == .retry)
    }

    @Test(arguments: ["kind", "queue"])
    func `what only a newer version knows waits for it, and is dead after a day`(what: String) async throws {
        let world = try await aWorkshop()
        let runner = JobRunner(world.site)
        _ = try await world.enqueue(Note(name: "x"))
        let change: SQL = what == "kind" ? "UPDATE job SET kind = 'gone'" : "UPDATE job SET queue = 'gone'"
        try await world.db.write { tx in _ = try tx.execute(change) }

        try await runner.upkeep()
        #expect(try await runner.runDue() == 0)
        let waiting = try #require(try await world.jobs().first)
        world.clock.advance(by: .days(1) + .seconds(1))
        try await runner.upkeep()

        let job = try #require(try await world.jobs().first)
        #expect(waiting.state == .ready && waiting.attempt == 0)
        #expect(job.state == .dead)
        #expect(job.lastError == "unknown \(what): gone")
    }

    @Test func `what was taken away while it waited for a worker is not begun`() async throws {
        let world = try await aWorkshop()
        for name in ["a", "b"] { _ = try await world.enqueue(Note(name: name)) }
        let claimed = try await world.db.write { tx in
            try JobStore.claim(.default, atMost: 2, by: "slow", until: tx.now + .seconds(60), tx)
        }
        let buffer = JobBuffer {}
        #expect(buffer.put(claimed, in: .default))

        #expect(buffer.leases == Set(claimed.map(JobStore.Lease.init)))
        buffer.drop([JobStore.Lease(claimed[0])])

        #expect(buffer.close().map(\.id) == [claimed[1].id])
    }

    @Test func `a full queue refuses until there is room`() async throws {
        let world = try await aWorkshop()
        let runner = JobRunner(world.site)
        for _ in 1...3 { _ = try await world.enqueue(Trickle()) }
        try await runner.upkeep()

        let refusal = await #expect(throws: Problem.self) { try await world.enqueue(Trickle()) }
        #expect(refusal?.code == .overloaded)
        #expect(try await world.enqueue(Note(name: "elsewhere")))

        try await world.runJobs()
        try await runner.upkeep()
        #expect(try await world.enqueue(Trickle()))
    }

    @Test func `finished jobs are forgotten after a week`() async throws {
        let world = try await aWorkshop()
        _ = try await world.enqueue(Note(name: "old"))
        try await world.runJobs()
        world.clock.advance(by: .days(7) + .seconds(1))
        _ = try await world.enqueue(ForgetFinishedJobs())

        try await world.runJobs()

        #expect(try await world.jobs().map(\.kind) == [ForgetFinishedJobs.kind])
    }
}
