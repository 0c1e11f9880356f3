import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// From the payment to the completion.
@Suite struct WorkOnJobTests {
    @Test func `start from 2 h before planned start, deliver, complete`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        let start = try #require(try await scene.get(job)["start"]?.stringValue.flatMap { Instant($0) })

        scene.world.clock.set(to: start - .hours(2) - .minutes(1))
        let early = try await scene.put(job, "status", by: .pia, ["status": "underway"])
        scene.world.clock.set(to: start - .hours(2) + .seconds(1))
        let begun = try await scene.put(job, "status", by: .pia, ["status": "in_progress"])
        let delivered = try await scene.put(
            job,
            "status",
            by: .pia,
            ["status": "delivered", "note": "All done."]
        )
        let completed = try await scene.put(job, "status", by: .carl, ["status": "completed"])

        #expect(early.problem == .illegalTransition && early["guard"] == "near_start", "\(early)")
        #expect(early["present"] == "funded")
        #expect(
            begun["state"] == "underway" && begun["status"] == "in_progress" && begun["next"] == "dispute"
        )
        #expect(delivered["state"] == "delivered" && delivered["next"] == "complete")
        #expect(
            completed["state"] == "completed" && completed["next"] == nil && completed["expires_at"] == nil
        )
    }

    @Test func `completed by P means delivered`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.underway()

        let answer = try await scene.put(job, "status", by: .pia, ["status": "completed"])

        #expect(answer["state"] == "delivered")
    }

    @Test func `rework is asked for twice at most`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.underway()
        for _ in 0..<2 {
            _ = try await scene.put(job, "status", by: .pia, ["status": "delivered"])
            let rework = try await scene.put(
                job,
                "status",
                by: .carl,
                ["status": "rework", "note": "The left side."]
            )
            #expect(rework["state"] == "rework" && rework["next"] == "dispute")
        }
        _ = try await scene.put(job, "status", by: .pia, ["status": "delivered"])

        let third = try await scene.put(job, "status", by: .carl, ["status": "rework"])

        #expect(third.problem == .illegalTransition && third["guard"] == "rework_left", "\(third)")
    }

    @Test func `other words are refused`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()

        for word in ["open", "funded", "disputed", "expired", "assigned"] {
            let answer = try await scene.put(job, "status", by: .carl, ["status": .string(word)])
            #expect(answer.status == 422 && answer.faults["/status"] != nil, "\(word)")
        }
    }

    @Test func `a delivered job is completed by the server after 7 d, with a reminder the day before`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.underway()
        _ = try await scene.put(job, "status", by: .pia, ["status": "delivered"])

        scene.world.clock.advance(by: .days(6) + .minutes(1))
        try await scene.world.tick()
        #expect(try await scene.state(of: job) == "delivered")
        #expect(try await scene.notices(to: .carl).contains("marketplace.job.reminder_complete"))
        scene.world.clock.advance(by: .days(1))
        try await scene.world.tick()

        #expect(try await scene.state(of: job) == "completed")
        let last = try await scene.get(job, "history")["data"]?.arrayValue?.last
        #expect(last?["event"] == "complete" && last?["role"] == "system")
    }

    @Test func `undelivered work becomes a dispute 14 d after planned end, a rework after 7 d`() async throws
    {
        let scene = try await MarketScene.open()
        let late = try await scene.underway()
        let end =
            try #require(try await scene.get(late)["start"]?.stringValue.flatMap { Instant($0) })
            + .minutes(120)
        scene.world.clock.set(to: end + .days(14) - .minutes(1))
        try await scene.world.tick()
        #expect(try await scene.state(of: late) == "underway")
        scene.world.clock.advance(by: .minutes(2))
        try await scene.world.tick()
        #expect(try await scene.state(of: late) == "disputed")

        let job = try await scene.underway()
        _ = try await scene.put(job, "status", by: .pia, ["status": "delivered"])
        _ = try await scene.put(job, "status", by: .carl, ["status": "rework"])
        scene.world.clock.advance(by: .days(7) + .minutes(1))
        try await scene.world.tick()
        #expect(try await scene.state(of: job) == "disputed")
    }

    @Test func `a funded job that nobody begins is cancelled 75 d after planned start, and P failed`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        let start = try #require(try await scene.get(job)["start"]?.stringValue.flatMap { Instant($0) })

        scene.world.clock.set(to: start + .days(75) - .minutes(1))
        try await scene.world.tick()
        #expect(try await scene.state(of: job) == "funded")
        scene.world.clock.advance(by: .minutes(2))
        try await scene.world.tick()

        let after = try await scene.get(job)
        #expect(after["state"] == "cancelled" && after["fault"] == "provider")
        #expect(try await isFailure(job, scene) == true)
    }

    @Test func `staff start, deliver and complete with a reason`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        scene.world.clock.advance(by: .days(2) + .minutes(1))

        let mute = try await scene.put(job, "status", by: .lina, ["status": "underway"])
        let begun = try await scene.put(
            job,
            "status",
            by: .lina,
            ["status": "underway", "note": "P has no telephone."]
        )
        let done = try await scene.put(
            job,
            "status",
            by: .ada,
            ["status": "delivered", "note": "Seen on site."]
        )
        let over = try await scene.put(
            job,
            "status",
            by: .ada,
            ["status": "completed", "note": "C is content."]
        )

        #expect(mute.faults == ["/note": "required"])
        #expect(begun["state"] == "underway" && done["state"] == "delivered" && over["state"] == "completed")
        try await scene.world.runJobs()
        #expect(try await scene.notices(to: .pia).contains("marketplace.job.start"))
        #expect(try await scene.notices(to: .carl).contains("marketplace.job.start"))
    }

    private func isFailure(_ job: String, _ scene: MarketScene) async throws -> Bool? {
        guard let id = ID<Job>(job) else { return nil }
        return try await scene.world.db.read { tx in try Job.find(id, tx).isProviderFailure }
    }
}
