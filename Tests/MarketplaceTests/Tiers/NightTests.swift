import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct NightTests {
    @Test func `at 02:00 of each region figures are reckoned anew, once`() async throws {
        let scene = try await MarketScene.open()
        let pia = try await scene.world.provider(of: .pia)
        let before = try await scene.world.db.read { tx in try ProviderFigures.find(pia, tx) }
        try await scene.sleep()
        let first = try await scene.world.db.read { tx in try ProviderFigures.find(pia, tx)?.asOf }
        try await scene.pass(.hours(3))
        let second = try await scene.world.db.read { tx in try ProviderFigures.find(pia, tx)?.asOf }

        #expect(before == nil && first != nil && first == second)
        let nights = try await scene.world.db.read { tx in
            try tx.values("SELECT finished_at FROM region_night ORDER BY region_id, night", as: Instant?.self)
        }
        #expect(nights.count >= 2 && !nights.contains(nil), "one of each region")
    }

    @Test func `three nights running that meet Silver make a provider Silver, with the evidence`()
        async throws
    {
        let scene = try await MarketScene.open()
        try await scene.excel()
        var tiers: [Tier] = []
        for _ in 0..<3 {
            try await scene.sleep()
            tiers.append(try await scene.tier(of: .pia))
        }

        #expect(tiers == [.bronze, .bronze, .silver])
        let history = try await scene.history()
        let decision = try #require(history["data"]?.arrayValue?.first, "\(history)")
        #expect(
            decision["from_tier"] == "bronze" && decision["tier"] == "silver" && decision["cause"] == "night"
        )
        #expect(decision["decided_by"] == "system" && decision["until"] == nil && decision["night"] != nil)
        let evidence = decision["evidence"]
        #expect(evidence?["jobs"] == 1 && evidence?["score"] == 4.09 && evidence?["completion"] == 1.0)
        #expect(evidence?["response_minutes"] == 10 && evidence?["nights"] == 3 && evidence?["unmet"] == [])
        #expect(try await scene.notices(to: .pia).contains("marketplace.rating.tier"))
    }

    @Test func `a night that was missed begins the count anew`() async throws {
        let scene = try await MarketScene.open()
        try await scene.excel()
        let pia = try await scene.world.provider(of: .pia)
        let day = CivilDate(days: 20_900)
        for night in [0, 1, 3, 4] { try await scene.judge(pia, on: day + night) }
        #expect(try await scene.tier(of: .pia) == .bronze)
        try await scene.judge(pia, on: day + 5)
        #expect(try await scene.tier(of: .pia) == .silver)
    }

    @Test func `the same night counts once`() async throws {
        let scene = try await MarketScene.open()
        try await scene.excel()
        let pia = try await scene.world.provider(of: .pia)
        for _ in 0..<5 { try await scene.judge(pia, on: CivilDate(days: 20_900)) }
        #expect(try await scene.tier(of: .pia) == .bronze)
    }

    @Test func `fourteen nights that miss the own tier lose it, and the next step is 30 days away`()
        async throws
    {
        let scene = try await MarketScene.open()
        try await scene.set(.gold, of: .pia)
        let pia = try await scene.world.provider(of: .pia)
        let day = CivilDate(days: 20_900)

        for night in 0..<13 { try await scene.judge(pia, on: day + night) }
        #expect(try await scene.tier(of: .pia) == .gold)
        try await scene.judge(pia, on: day + 13)
        #expect(try await scene.tier(of: .pia) == .silver)
        for night in 14..<43 { try await scene.judge(pia, on: day + night) }
        #expect(try await scene.tier(of: .pia) == .silver)
        try await scene.judge(pia, on: day + 43)
        #expect(try await scene.tier(of: .pia) == .bronze)
        let evidence = try await scene.history()["data"]?.arrayValue?.first?["evidence"]
        #expect(evidence?["missed"] == ["jobs"] && evidence?["score"] == nil, "null passes")
    }

    @Test func `two processes have one night`() async throws {
        let scene = try await MarketScene.open()
        try await scene.sleep()
        let night = CivilDate(days: 21_000)
        let region = try await scene.world.region("New York")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    try await scene.world.db.write { tx in try RegionNight.begin(of: region, night, tx) }
                }
            }
            try await group.waitForAll()
        }
        let jobs = try await scene.world.jobs().filter { $0.kind == RunNight.kind && $0.state == .ready }
        #expect(jobs.count == 1)
    }

    @Test func `the night keeps the churn of a region's customers`() async throws {
        let scene = try await MarketScene.open()
        try await scene.policy(.churnThresholdDays, 7)
        _ = try await scene.post(by: .carl)
        _ = try await scene.post(by: .cora)
        scene.world.clock.advance(by: .days(6))
        _ = try await scene.post(by: .cora)
        scene.world.clock.advance(by: .days(4))

        try await scene.sleep()
        let region = try await scene.world.region("New York")
        let churn = try await scene.world.db.read { tx in
            try tx.values(
                """
                SELECT n.customers_active FROM region_night n WHERE n.region_id = \(region) AND n.finished_at IS NOT NULL
                UNION ALL
                SELECT n.customers_lost FROM region_night n WHERE n.region_id = \(region) AND n.finished_at IS NOT NULL
                """,
                as: Int.self
            )
        }
        #expect(churn == [2, 1], "carl is lost")
    }
}
