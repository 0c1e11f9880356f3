import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct JobRoutesTests {
    @Test func `an administrator finds the dead job and runs it again`() async throws {
        let world = try await aWorkshop()
        let sara = world.as(.sara)
        _ = try await world.enqueue(Fail())
        _ = try await world.enqueue(Note(name: "fine"))
        for _ in 1...3 {
            try await world.runJobs()
            world.clock.advance(by: .minutes(2))
        }

        let list = try await sara.get("/admin/jobs?state=dead&queue=default")
        let data = try #require(list["data"]?.arrayValue)
        #expect(data.count == 1)
        #expect(data.first?["kind"] == "workshop.fail")
        let id = try #require(data.first?["id"]?.stringValue)
        let answer = try await sara.post("/admin/jobs/\(id)/retry")

        #expect(answer.status == 200)
        #expect(answer["state"] == "ready")
        #expect(answer["attempt"] == 0)
        #expect(try await world.audit().last == "job.retry")
    }

    @Test func `a job is cancelled once`() async throws {
        let world = try await aWorkshop()
        let sara = world.as(.sara)
        _ = try await world.enqueue(Note(name: "unwanted"))
        let id = try #require(try await world.jobs().first?.id)

        let answers = try await world.atOnce(10) { _ in try await sara.post("/admin/jobs/\(id)/cancel") }

        #expect(answers.statuses == [200: 1, 409: 9])
        #expect(try await world.runJobs() == 0)
        #expect(try await sara.post("/admin/jobs/\(id)/retry").status == 200)
        #expect(try await world.runJobs() == 1)
        #expect(try await sara.post("/admin/jobs/\(id)/retry").problem == .jobNotRetryable)
    }

    @Test func `nobody else sees jobs`() async throws {
        let world = try await aWorkshop()

        #expect(try await world.anonymous.get("/admin/jobs").problem == .unauthenticated)
        #expect(try await world.as(.sara).get("/admin/jobs/0193-nothing").status == 404)
    }
}
