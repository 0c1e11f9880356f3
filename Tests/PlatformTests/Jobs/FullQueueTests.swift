import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct FullQueueTests {
    @Test func `security passes a full queue, and nothing else does`() async throws {
        let world = try await aPostOffice()
        try await world.db.write { tx in
            _ = try tx.execute("INSERT INTO job_queue (name, is_full) VALUES ('emails', \(true))")
        }

        await #expect(throws: Problem.self) { try await world.tell(.giulia, .parcel("7")) }
        let forgot = try await world.anonymous.post(
            "/auth/forgot-password",
            ["email": .string(Person.giulia.email)]
        )
        let key = NoticeSecrets(["link": "https://post.example/keys/1"], sealedBy: world.site)
        try await world.tell(.giulia, Notice(template: "post.reset", secrets: key))
        try await world.runJobs()

        #expect((200...204).contains(forgot.status), "\(forgot)")
        #expect(world.mails(to: .giulia).count == 2)
    }

    @Test func `jobs under the former name of their queue are taken over`() async throws {
        let world = try await aPostOffice()
        try await world.tell(.giulia, .parcel("7"))
        try await world.db.write { tx in _ = try tx.execute("UPDATE job SET queue = 'mail'") }
        try await world.runJobs()
        #expect(world.mails().isEmpty)

        try await JobRunner(world.site).upkeep()
        try await world.runJobs()
        #expect(world.mails().count == 1)
    }

    @Test func `the queues have the names and workers of the plan`() {
        let queues: [JobQueue] = [.emails, .push, .reports, .scoring, .maintenance]
        #expect(queues.map(\.name) == ["emails", "push", "reports", "scoring", "maintenance"])
        #expect(queues.map(\.workers) == [8, 4, 1, 2, 1])
    }
}

@Suite struct LocalTimingTests {
    @Test func `the times of a clock are found in each zone`() throws {
        let monday = LocalTiming.Times.weekly(.monday, LocalTime(unchecked: "07:00"))
        let now = try #require(Instant("2026-11-22T21:00:00Z"))
        let auckland = try #require(Zone("Pacific/Auckland"))

        #expect(monday.latest(at: now, in: auckland)?.date == CivilDate(2026, 11, 23))
        #expect(monday.latest(at: now, in: .rome)?.date == CivilDate(2026, 11, 16))
        #expect(monday.next(after: now, in: .rome)?.at == Instant("2026-11-23T06:00:00Z"))
        let twice = LocalTiming.Times.daily([LocalTime(unchecked: "09:00"), LocalTime(unchecked: "18:00")])
        #expect(twice.next(after: now, in: .utc)?.at == Instant("2026-11-23T09:00:00Z"))
        #expect(twice.latest(at: now, in: .utc)?.at == Instant("2026-11-22T18:00:00Z"))
        #expect("\(twice)" == "daily at 09:00 and 18:00")
    }
}
