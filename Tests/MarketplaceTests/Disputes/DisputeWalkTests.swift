import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// Moves of a dispute that no side makes.
@Suite struct DisputeWalkTests {
    @Test(arguments: ["open", "answered", "decided", "appealed"])
    func `the customer's bank ends a dispute in every state`(from state: String) async throws {
        let scene = try await MarketScene.open()
        let job = state == "open" ? try await scene.disputed() : try await scene.answered()
        if state == "decided" || state == "appealed" { _ = try await scene.decide(job, by: .lina, "release") }
        if state == "appealed" {
            _ = try await scene.move(job, by: .carl, ["action": "appeal", "text": "No."])
        }
        #expect(try await scene.dispute(of: job)["state"] == .string(state))

        let id = try #require(ID<Job>(job))
        try await scene.world.db.write { [site = scene.world.site] tx in
            try Dispute.endByChargeback(on: id, as: site.call(as: .system), tx)
        }

        let dispute = try await scene.dispute(of: job)
        #expect(dispute["state"] == "final" && dispute["expires_at"] == nil)
        #expect(try await scene.notices(to: .pia).contains("marketplace.job.dispute_overruled"))
        #expect(try await scene.decide(job, by: .ada, "release").problem == .illegalTransition)
        try await scene.world.runJobs()
    }

    @Test func `an appeal about a large refund needs two administrators`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered(200_000)
        _ = try await scene.decide(job, by: .lina, "release")
        _ = try await scene.move(job, by: .carl, ["action": "appeal", "text": "No."])

        let proposed = try await scene.decide(job, by: .ada, "split", 150_000)
        #expect(proposed["state"] == "appealed" && proposed["proposed"]?["refund_minor"] == 150_000)
        #expect(proposed["decision"]?["outcome"] == "release", "the first decision stands until then")
        #expect(try await scene.decide(job, by: .ada, "split", 150_000).problem == .secondPersonNeeded)
        let final = try await scene.decide(job, by: .adam, "split", 150_000)

        #expect(final["state"] == "final" && final["decision"]?["decided_by"] == ["admin", "admin"])
        try await scene.world.runJobs()
    }

    @Test func `every move of the sides and of the staff is walked, and recorded`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered(50_000)
        _ = try await scene.decide(job, by: .lina, "split", 20_000)
        _ = try await scene.decide(job, by: .ada, "split", 20_000)
        let other = try await scene.disputed()
        scene.world.clock.advance(by: .hours(72) + .minutes(1))
        try await scene.world.tick()
        #expect(try await scene.dispute(of: job)["state"] == "final")
        #expect(try await scene.dispute(of: other)["state"] == "answered")
        try await scene.world.runJobs()
    }
}
