import Testing

@testable import Wellness

@Suite struct PublishedMeanTests {
    private func cell(_ value: Int) -> ReleaseCell { .value(Tenths(units: 10 * value), .amber) }

    @Test func `a quarter needs two months with a number`() {
        #expect(ReleaseCell.quarter([cell(40), .suppressed, cell(45)]).value == Tenths(units: 425))
        #expect(ReleaseCell.quarter([cell(40), .band(.red)]) == .suppressed)
        #expect(ReleaseCell.quarter([]) == .suppressed)
    }

    @Test func `the platform needs three organisations`() {
        #expect(ReleaseCell.platform([cell(40), cell(45), cell(55)]).value == Tenths(units: 467))
        #expect(ReleaseCell.platform([cell(40), cell(45)]) == .suppressed)
    }

    @Test func `a change needs two numbers, and the band is that of the shown value`() {
        #expect(cell(45).change(from: cell(60)) == Tenths(units: -150))
        #expect(cell(45).change(from: .suppressed) == nil)
        #expect(ReleaseCell.mean(Ratio(1399, over: 20)).band == .green, "69.95 is shown as 70")
        #expect(ReleaseCell.mean(nil) == .suppressed)
    }

    @Test func `a total needs half of the domains`() {
        #expect(weightedMean(of: [(Ratio(40), 1), (nil, 1)]) == Ratio(40))
        #expect(weightedMean(of: [(Ratio(40), 1), (nil, 1), (nil, 1)]) == nil)
        #expect(weightedMean(of: [(Ratio(40), 1), (Ratio(70), 2)]) == Ratio(60))
        #expect(weightedMean(of: [(Ratio(40), 0)]) == nil)
        #expect(weightedMean(of: []) == nil)
    }
}
