import Kernel
import Testing

@testable import Platform

@Suite struct ReviewScoreTests {
    private let score = ReviewScore(weight: 10, standard: 400)

    @Test(
        "a score is the mean of the marks, drawn towards the site's",
        arguments: [
            ([5, 5, 4], SiteMean(total: 40, count: 10), 415), ([5], SiteMean(total: 4, count: 1), 409),
            ([1, 1, 1], SiteMean(total: 42, count: 10), 346), ([], SiteMean(total: 4, count: 1), nil),
            (Array(repeating: 5, count: 40), SiteMean(total: 400, count: 100), 480),
        ] as [([Int], SiteMean, Int?)]
    )
    func vectors(marks: [Int], mean: SiteMean, expected: Int?) {
        #expect(score.value(of: marks, mean: mean) == expected)
    }

    @Test func `halves are rounded up`() {
        // (10 · 4 + 5 + 5 + ... ) / (10 + n) at exactly half a hundredth.
        #expect(
            ReviewScore(weight: 0, standard: 400).value(
                of: Array(repeating: 1, count: 199) + [2],
                mean: SiteMean(total: 4, count: 1)
            ) == 101
        )
    }

    @Test func `few ratings of the site do not make a mean`() {
        #expect(score.mean(of: nil).value == 4)
        #expect(score.mean(of: SiteMean(total: 245, count: 49)).value == 4)
        #expect(score.mean(of: SiteMean(total: 250, count: 50)).value == 5)
    }

    @Test func `at most the newest three of a pair in 180 days count, and none older than two years`() {
        let now = Instant(seconds: 1_800_000_000)
        let (one, other) = (ID<ReviewPair>(raw: 1), ID<ReviewPair>(raw: 2))
        let mark = { (pair: ID<ReviewPair>, days: Int) in
            ReviewScore.Mark(pair: pair, overall: days % 5 + 1, publishedAt: now - .days(days))
        }
        let ages = { (marks: [ReviewScore.Mark]) in
            marks.map { Int((now - $0.publishedAt).components.seconds / 86_400) }
        }

        let crowded = [1, 2, 3, 4, 100, 181, 182, 400].map { mark(one, $0) }
        #expect(ages(score.counted(crowded, at: now)) == [1, 2, 3, 181, 182, 400])
        let spread = [mark(one, 1), mark(other, 2), mark(one, 3), mark(one, 4), mark(other, 5), mark(one, 6)]
        #expect(ages(score.counted(spread, at: now)) == [1, 2, 3, 4, 5])
        #expect(ages(score.counted([mark(one, 729), mark(one, 730), mark(one, 731)], at: now)) == [729])
    }
}
