import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct TierOverrideTests {
    @Test func `a tier set by hand holds until its end, then the nights decide`() async throws {
        let scene = try await MarketScene.open()
        try await scene.excel()
        let pia = try await scene.world.provider(of: .pia)
        let set = try await scene.setTier("gold", ["evidence": "A contract with the city."])
        #expect(set.status == 201 && set["tier"] == "gold" && set["cause"] == "override", "\(set)")
        #expect(set["decided_by"] == "lsm" && set["reason"] == "A big contract.")
        #expect(set["evidence"]?["text"] == "A contract with the city." && set["evidence"]?["score"] == 4.09)

        let day = CivilDate(days: 20_900)
        for night in 0..<15 { try await scene.judge(pia, on: day + night) }
        #expect(try await scene.tier(of: .pia) == .gold, "nights are suspended")
        scene.world.clock.advance(by: .days(21))
        for night in 15..<28 { try await scene.judge(pia, on: day + night) }
        #expect(try await scene.tier(of: .pia) == .gold, "and counted anew afterwards")
        try await scene.judge(pia, on: day + 28)
        #expect(try await scene.tier(of: .pia) == .silver)
        #expect(try await scene.history().each("cause") == ["night", "override"])
        #expect(try await scene.notices(to: .pia).filter { $0 == "marketplace.rating.tier" }.count == 2)
        #expect(try await scene.world.audit().contains("marketplace.tier.override"))
    }

    @Test func `it lasts 180 days at most, and needs a reason and a tier`() async throws {
        let scene = try await MarketScene.open()
        for time in [Duration.days(181), .seconds(-60)] {
            let answer = try await scene.setTier("gold", for: time)
            #expect(answer.status == 422 && answer.faults.keys.sorted() == ["/until"], "\(answer)")
        }
        #expect(try await scene.setTier("gold", for: .days(179)).status == 201)
        let bad = try await scene.setTier("platinum", ["reason": "x"])
        #expect(bad.faults.keys.sorted() == ["/reason", "/tier"], "\(bad)")
    }

    @Test
    func `only the region's manager and administrators set it, and not for pending or banned providers`()
        async throws
    {
        let scene = try await MarketScene.open()
        #expect(try await scene.setTier("gold", by: .leo).status == 404)
        for person in [Person.carl, .pia] {
            #expect(try await scene.setTier("gold", by: person).status == 403)
        }
        #expect(try await scene.setTier("gold", by: .ada).status == 201)
        #expect(try await scene.setTier("gold", of: .paul).problem == .illegalTransition)
    }

    @Test func `the history is for the provider and the staff who reach it`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.setTier("silver")
        for reader in [Person.pia, .lina, .ada] {
            #expect(try await scene.history(by: reader).each("tier") == ["silver"])
        }
        #expect(try await scene.history(by: .pete).status == 404)
        #expect(try await scene.history(by: .leo).status == 404)
        #expect(try await scene.history(by: .carl).status == 403)
    }

    @Test func `tier night|override: the override, whichever comes first`() async throws {
        let scene = try await MarketScene.open()
        try await scene.excel()
        let pia = try await scene.world.provider(of: .pia)
        let day = CivilDate(days: 20_900)
        for night in 0..<2 { try await scene.judge(pia, on: day + night) }

        // The third night would make her Silver.
        let answers = try await withThrowingTaskGroup(of: Int?.self) { group in
            group.addTask {
                try await scene.judge(pia, on: day + 2)
                return nil
            }
            group.addTask { try await scene.setTier("gold").status }
            for _ in 0..<5 {
                group.addTask {
                    try await scene.judge(pia, on: day + 2)
                    return nil
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }.compactMap(\.self)
        }
        #expect(answers == [201])
        #expect(try await scene.tier(of: .pia) == .gold)
        let last = try await scene.history()["data"]?.arrayValue?.first
        #expect(last?["cause"] == "override")
        try await scene.judge(pia, on: day + 3)
        #expect(try await scene.tier(of: .pia) == .gold)
    }
}
