import Testing

@testable import Distribution

/// The vectors of the literature, in minor units.
@Suite("shares and rounding")
struct ShareTests {
    @Test func `largest remainders come first, equal ones in the order of the lines`() {
        #expect(Share.spread(100, over: [1, 1, 1]) == [34, 33, 33])
        #expect(Share.spread(5_000, over: [3, 2, 2]) == [2_143, 1_429, 1_428])
        #expect(Share.spread(10, over: [0, 5, 0, 5]) == [0, 5, 0, 5])
        #expect(Share.spread(1, over: [1, 1, 1, 1]) == [1, 0, 0, 0])
        #expect(Share.spread(0, over: [4, 2]) == [0, 0])
        #expect(Share.spread(7, over: []) == [])
        #expect(Share.spread(7, over: [0, 0]) == [0, 0])
    }

    @Test func `a percentage is of the line's total and rounded once, halves up`() {
        // 25 × 366.06 = 9151.50; 10 % = 915.15; net 8236.35.
        #expect(Share.part(of: 915_150, 1_000, in: 10_000) == 91_515)
        #expect(915_150 - 91_515 == 823_635)
        // 164.02 × 2.6 % = 4.26.
        #expect(Share.part(of: 16_402, 260, in: 10_000) == 426)
        #expect(Share.part(of: 5, 1_000, in: 10_000) == 1, "a half goes up")
        #expect(Share.part(of: 4, 1_000, in: 10_000) == 0)
        #expect(Share.part(of: 29_925, 1, in: 10) == 2_993)
    }

    @Test(
        "pieces of a line are its amount spread over as many ones, however they are taken",
        arguments: 0..<50
    )
    func pieces(seed: UInt64) {
        var random = SeededRandom(seed)
        for _ in 0..<50 {
            let whole = Int.random(in: 1...60, using: &random)
            let amount = Int64.random(
                in: 0...(Bool.random(using: &random) ? 100 : Dinars.limit),
                using: &random
            )
            let even = Share.spread(amount, over: Array(repeating: 1, count: whole))
            var (taken, sum) = (0, Int64(0))
            while taken < whole {
                let count = Int.random(in: 1...(whole - taken), using: &random)
                let part = Share.pieces(count, after: taken, of: whole, in: amount)
                #expect(part == even[taken..<taken + count].reduce(0, +))
                (taken, sum) = (taken + count, sum + part)
            }
            #expect(sum == amount)
        }
    }

    @Test func `the largest amounts there are do not overflow`() {
        let most = Dinars.limit
        #expect(Share.part(of: most, 10_000, in: 10_000) == most)
        #expect(Share.part(of: most, most, in: most) == most)
        #expect(Share.part(of: most, 1_000_000, in: 999_999) == 10_000_010_000_010)
        #expect(Share.spread(most, over: [most, most, most]).reduce(0, +) == most)
    }

    @Test(arguments: 0..<50)
    func `parts always sum to the whole, and none exceeds its weight`(seed: UInt64) {
        var random = SeededRandom(seed)
        for _ in 0..<100 {
            let weights = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                Int64.random(in: 0...1_000, using: &random)
            }
            let whole = weights.reduce(0, +)
            let amount = Int64.random(in: 0...max(1, whole), using: &random)
            let parts = Share.spread(amount, over: weights)
            #expect(parts.reduce(0, +) == (whole == 0 ? 0 : amount))
            #expect(zip(parts, weights).allSatisfy { $0 >= 0 && ($0 <= $1 || amount > whole) })
        }
    }
}
