import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct JobNoticeTests {
    @Test func `each move notifies the side that did not make it`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.underway()
        _ = try await scene.put(job, "status", by: .pia, ["status": "delivered"])
        _ = try await scene.put(job, "status", by: .carl, ["status": "rework", "note": "The left side."])
        _ = try await scene.put(job, "status", by: .pia, ["status": "delivered"])
        _ = try await scene.put(job, "status", by: .carl, ["status": "completed"])
        try await scene.world.runJobs()

        let (carl, pia) = (try await jobNotices(to: .carl, scene), try await jobNotices(to: .pia, scene))

        #expect(carl.isSuperset(of: ["fund", "start", "deliver"]))
        #expect(carl.isDisjoint(with: ["accept", "ask_rework", "complete"]))
        #expect(pia.isSuperset(of: ["accept", "fund", "ask_rework", "complete"]))
        #expect(pia.isDisjoint(with: ["start", "deliver"]))
    }

    @Test func `a lapse tells both sides, the provider who lost the award too`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.awarded()
        scene.world.clock.advance(by: .minutes(31))
        try await scene.world.tick()
        try await scene.world.runJobs()

        #expect(try await jobNotices(to: .carl, scene).contains("lapse_open"))
        #expect(try await jobNotices(to: .pia, scene).contains("lapse_open"))
    }

    @Test func `reminders come once, 24 h before, to the side that can prevent it`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.underway()
        let end = try #require(try await scene.get(job)["expires_at"]?.stringValue.flatMap { Instant($0) })

        scene.world.clock.set(to: end - .hours(24) - .minutes(1))
        try await scene.world.tick()
        #expect(try await !jobNotices(to: .pia, scene).contains("reminder_deliver"))
        scene.world.clock.advance(by: .minutes(2))
        for _ in 0..<3 {
            try await scene.world.tick()
            scene.world.clock.advance(by: .minutes(1))
        }

        let told = try await scene.notices(to: .pia).filter { $0 == "marketplace.job.reminder_deliver" }
        #expect(told.count == 1)
        #expect(try await !jobNotices(to: .carl, scene).contains("reminder_deliver"))
    }

    private func jobNotices(to person: Person, _ scene: MarketScene) async throws -> Set<String> {
        let topic = "marketplace.job."
        return Set(
            try await scene.notices(to: person).filter { $0.hasPrefix(topic) }.map {
                String($0.dropFirst(topic.count))
            }
        )
    }
}
