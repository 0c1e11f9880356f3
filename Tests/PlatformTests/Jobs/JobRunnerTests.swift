import Kernel
import Store
import Synchronization
import TestKit
import Testing

@testable import Platform

@Suite struct JobRunnerTests {
    @Test(.timeLimit(.minutes(2)))
    func `two runners share five hundred jobs and run none twice`() async throws {
        let world = try await aWorkshop()
        try await world.db.write { tx in
            for number in 0..<500 { _ = try tx.enqueue(Note(name: "job \(number)")) }
        }

        let runners = [JobRunner(world.site), JobRunner(world.site)]
        try await world.running(runners) { try await world.ran().count >= 500 }

        let names = try await world.ran()
        #expect(names.count == 500)
        #expect(Set(names).count == 500)
        let jobs = try await world.jobs()
        #expect(jobs.allSatisfy { $0.state == .done && $0.attempt == 1 })
    }

    @Test(.timeLimit(.minutes(1)))
    func `a runner that stops gives back what it has not begun`() async throws {
        let world = try await aWorkshop()
        try await world.db.write { tx in
            for _ in 1...5 { _ = try tx.enqueue(Dawdle()) }
        }

        try await world.running([JobRunner(world.site)]) {
            try await world.jobs().contains { $0.state == .running }
        }

        let jobs = try await world.jobs()
        #expect(!jobs.contains { $0.state == .running })
        #expect(jobs.filter { $0.attempt == 0 }.count >= 4)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a runner is woken by what is enqueued`() async throws {
        let world = try await aWorkshop()
        var options = JobRunner.Options()
        options.poll = .seconds(50)
        let runner = JobRunner(world.site, options: options)

        let start = ContinuousClock.now
        // Each is enqueued when the one before has run: a runner that is not woken would sleep through one of them.
        let next = Mutex(0)
        try await world.running([runner]) {
            let ran = try await world.ran().count
            guard ran < 20 else { return true }
            let isNew = next.withLock { next in
                defer { next = max(next, ran + 1) }
                return next <= ran
            }
            if isNew { #expect(try await world.enqueue(Note(name: "woken \(ran)"))) }
            return false
        }

        #expect(ContinuousClock.now - start < .seconds(40))
    }
}

extension World {
    /// Lets runners run until `isDone`, then stops them and waits for their end.
    fileprivate func running(
        _ runners: [JobRunner],
        until isDone: @Sendable () async throws -> Bool
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for runner in runners { group.addTask { try await runner.run() } }
            while try await !isDone() { try await Task.sleep(for: .milliseconds(20)) }
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}
