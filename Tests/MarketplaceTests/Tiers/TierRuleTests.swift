import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct TierRuleTests {
    private func rule(_ tier: Tier) async throws -> TierRule {
        let world = try await castMarketplace()
        return try await world.db.read { tx in
            try #require(TierRule(tier, Policies.at(tx.now, tx)))
        }
    }

    @Test func `tier up: all of jobs, score, completion and response; null fails`() async throws {
        let silver = try await rule(.silver)
        let met = TierStanding(jobs: 10, score: 430, completed: 9, awarded: 10, response: 120)
        #expect(silver.unmet(by: met).isEmpty)
        let short = TierStanding(jobs: 9, score: 429, completed: 89, awarded: 100, response: 121)
        #expect(silver.unmet(by: short) == [.jobs, .score, .completion, .response])
        let unknown = TierStanding(jobs: 10, score: nil, completed: 0, awarded: 0, response: nil)
        #expect(silver.unmet(by: unknown) == [.score, .completion, .response])
        let (gold, pesp) = (try await rule(.gold), try await rule(.pesp))
        let best = TierStanding(jobs: 100, score: 480, completed: 98, awarded: 100, response: 30)
        #expect(pesp.unmet(by: best).isEmpty && gold.unmet(by: best).isEmpty)
        #expect(gold.unmet(by: met) == TierRule.Criterion.allCases)
    }

    @Test func `tier down: any of jobs < 80 %, score - .10, completion - 2, response x 1.5; null passes`()
        async throws
    {
        let gold = try await rule(.gold)
        let edge = TierStanding(jobs: 32, score: 450, completed: 93, awarded: 100, response: 90)
        #expect(gold.missed(by: edge).isEmpty)
        let below = TierStanding(jobs: 31, score: 449, completed: 929, awarded: 1_000, response: 91)
        #expect(gold.missed(by: below) == [.jobs, .score, .completion, .response])
        let unknown = TierStanding(jobs: 40, score: nil, completed: 0, awarded: 0, response: nil)
        #expect(gold.missed(by: unknown).isEmpty)
    }

    @Test func `everybody has the lowest tier, which demands nothing`() async throws {
        let world = try await castMarketplace()
        #expect(try await world.db.read { tx in try TierRule(.bronze, Policies.at(tx.now, tx)) == nil })
    }
}
