import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct TierRunTests {
    private let pace = TierRun.Pace(up: 3, down: 14, stepDays: 30)

    @Test func `tier up after 3 nights running, down after 14, one step per 30 d, nights counted anew`()
        throws
    {
        let vectors = try MarketVectors.list("tiers")
        #expect(vectors.count == 4)
        for vector in vectors {
            let nights = try #require(vector["nights"]?.stringValue)
            let expected = try #require(vector["tier"]?.arrayValue).compactMap(\.integerValue)
            var run = TierRun(try #require(Tier(level: Int(vector.whole("from")))))
            let tiers = nights.enumerated().map { position, letter in
                run.count(
                    letter == "k" ? .meetsNext : letter == "f" ? .missesOwn : .neither,
                    on: CivilDate(days: Int32(20_000 + position)),
                    at: pace
                )
                return Int64(run.tier.level)
            }
            #expect(tiers == expected, "\(nights)")
        }
    }

    @Test func `nobody rises above the highest tier or falls below the lowest`() {
        var (high, low) = (TierRun(.pesp), TierRun(.bronze))
        for day in 0..<60 {
            high.count(.meetsNext, on: CivilDate(days: Int32(day)), at: pace)
            low.count(.missesOwn, on: CivilDate(days: Int32(day)), at: pace)
        }
        #expect(high.tier == .pesp && low.tier == .bronze)
    }
}
