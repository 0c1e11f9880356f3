import Kernel
import TestKit
import Testing

@testable import Marketplace

@Suite struct RankTests {
    @Test func `ranks as in the vectors`() {
        let first = Rank(
            Rank.Facts(score: 4.6, response: 30, done: 18, awarded: 20, tier: .gold),
            at: Rank.Distance(metres: 6_286, radius: 25_000),
            mean: 4
        )
        let newcomer = Rank(Rank.Facts(), at: Rank.Distance(metres: 0, radius: 25_000), mean: 4)
        let distant = Rank(
            Rank.Facts(score: 4.9, response: 5, done: 200, awarded: 204, tier: .pesp),
            at: Rank.Distance(metres: 24_999, radius: 25_000),
            mean: 4
        )

        #expect(first.value == 808 && newcomer.value == 670 && distant.value == 775)
    }

    @Test func `the parts add up to the rank, also without a place`() {
        let facts = Rank.Facts(score: 4.37, response: 47, done: 9, awarded: 11, tier: .silver)
        for distance in [Rank.Distance(metres: 1_234, radius: 25_000), nil] {
            let rank = Rank(facts, at: distance, mean: 4)
            let parts = rank.parts
            let sum = parts.score + (parts.distance ?? 0) + parts.response + parts.completion + parts.tier

            #expect(abs(sum - Double(rank.value)) <= 0.55)
            #expect((parts.distance == nil) == (distance == nil))
        }
    }

    @Test func `without a place the other parts count for all`() {
        let best = Rank.Facts(score: 5, response: 0, done: 1, awarded: 0, tier: .pesp)

        #expect(Rank(best, at: nil, mean: 4).value == 1_000)
        #expect(Rank(best, at: Rank.Distance(metres: 0, radius: 1_000), mean: 4).value == 1_000)
    }

    @Test func `unknown scores count as the mean of the site, unknown answers as two hours`() {
        let known = Rank.Facts(score: 4.2, response: 120)

        #expect(Rank(Rank.Facts(), at: nil, mean: 4.2).value == Rank(known, at: nil, mean: 1).value)
    }
}
