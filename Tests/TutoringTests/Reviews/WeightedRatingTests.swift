import Platform
import Testing

@testable import Tutoring

/// The ratings of `vectors/tutoring_vectors.py`.
@Suite struct WeightedRatingTests {
    @Test(arguments: [(5, 1, 4.38), (190, 40, 4.68), (24, 5, 4.49), (12, 3, 4.22)])
    func `(C*m + sum)/(C + n)`(sum: Int, n: Int, value: Double) {
        #expect(rating(sum, n).value == value)
    }

    @Test func `n = 0: null`() {
        #expect(rating(0, 0).value == nil && rating(0, 0).perMille == nil)
    }

    @Test func `a match counts the unrounded rating`() {
        #expect(rating(190, 40).perMille == 837)
        #expect(rating(5, 1).perMille == 688)
        #expect(rating(1, 1).perMille == 466 || rating(1, 1).perMille == 465)
        #expect(rating(50, 50).perMille == 0)
    }

    private func rating(_ sum: Int, _ n: Int) -> WeightedRating {
        WeightedRating(sum: sum, n: n, mean: SiteMean(total: 430, count: 100))
    }
}
