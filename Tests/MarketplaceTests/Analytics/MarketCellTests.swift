import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct MarketCellTests {
    /// Jobs of the vectors' form: price, provider and customer by name.
    private func cell(_ jobs: [(Int64, String, String)]) -> MarketCell {
        MarketCell(
            jobs.map { price, provider, customer in
                .init(price: price, provider: id(provider), customer: id(customer))
            }
        )
    }

    private func id<Entity>(_ name: String) -> ID<Entity> {
        ID(raw: name.utf8.reduce(1) { $0 * 256 + UInt128($1) })
    }

    /// As many jobs at a price, of as many providers and customers as there may be.
    private func jobs(_ count: Int, at price: Int64 = 10_000, people: Int = 5) -> [(Int64, String, String)] {
        (0..<count).map { (price, "p\($0 % people)", "c\($0 % people)") }
    }

    @Test func `prices of the market: the vectors, and why they are suppressed`() throws {
        let vectors = try MarketVectors.list("market")
        #expect(vectors.count == 4)
        for vector in vectors {
            let cell = cell(
                try #require(vector["jobs"]?.arrayValue).map { job in
                    (job[0]?.integerValue ?? 0, job[1]?.stringValue ?? "", job[2]?.stringValue ?? "")
                }
            )
            let answer = try #require(vector["answer"])
            if let reason = answer["reason"]?.stringValue {
                let suppression = try #require(MarketCell.Suppression(rawValue: reason))
                #expect(cell.answer == .suppressed(suppression))
            } else {
                let expected = MarketPrices(
                    p25: answer.whole("p25"),
                    p50: answer.whole("p50"),
                    p75: answer.whole("p75"),
                    jobs: 10
                )
                #expect(cell.answer == .shown(expected))
            }
        }
    }

    @Test func `a cell needs ten jobs, five providers and five customers, and nobody with more than 40 %`() {
        #expect(cell(jobs(10)).suppression == nil)
        #expect(cell(jobs(9)).suppression == .jobs)
        #expect(cell([]).suppression == .jobs)
        #expect(cell(jobs(12, people: 4)).suppression == .providers)
        let fewCustomers = jobs(10).map { ($0.0, $0.1, $0.2 == "c4" ? "c3" : $0.2) }
        #expect(cell(fewCustomers).suppression == .customers)
        let four = jobs(6, people: 6).map { ($0.0, $0.1, $0.2) } + jobs(4).map { ($0.0, "big", $0.2) }
        #expect(cell(four).suppression == nil)
        let five = jobs(5).map { ($0.0, $0.1, $0.2) } + jobs(5).map { ($0.0, "big", $0.2) }
        #expect(cell(five).suppression == .dominance)
    }

    @Test func `a total is shown when its suppressed cells pass together`() {
        let (good, small) = (cell(jobs(10)), cell(jobs(3)))
        #expect(MarketCell.total(of: [good]) == good.answer)
        // The difference of the total and the good cell would be the small one.
        #expect(MarketCell.total(of: [good, small]) == .suppressed(.jobs))
        let other = cell(jobs(7, at: 20_000))
        #expect(
            MarketCell.total(of: [good, small, other])
                == .shown(.init(p25: 10_000, p50: 10_000, p75: 20_000, jobs: 20))
        )
        #expect(
            MarketCell.total(of: [small, other])
                == .shown(.init(p25: 10_000, p50: 20_000, p75: 20_000, jobs: 10))
        )
        #expect(MarketCell.total(of: []) == .suppressed(.jobs))
    }

    @Test func `the trend is the change of p50 in basis points, halves up`() {
        func prices(_ p50: Int64) -> MarketPrices { MarketPrices(p25: 0, p50: p50, p75: 0, jobs: 10) }
        #expect(prices(11_000).trend(since: prices(10_000)) == 1_000)
        #expect(prices(9_000).trend(since: prices(10_000)) == -1_000)
        #expect(prices(10_000).trend(since: prices(10_000)) == 0)
        #expect(prices(40_100).trend(since: prices(40_000)) == 25)
        #expect(prices(80_100).trend(since: prices(80_000)) == 13)
        #expect(prices(79_900).trend(since: prices(80_000)) == -12)
        #expect(prices(10_000).trend(since: prices(0)) == nil)
    }

    @Test func `the price of a unit is the amount, of work by the hour that of 60 minutes`() {
        #expect(UnitPrice.of(12_345, minutes: 90, per: .fixed) == 12_345)
        #expect(UnitPrice.of(12_345, minutes: 90, per: .visit) == 12_345)
        #expect(UnitPrice.of(12_000, minutes: 90, per: .hour) == 8_000)
        #expect(UnitPrice.of(101, minutes: 120, per: .hour) == 51)
        #expect(UnitPrice.of(100, minutes: 45, per: .hour) == 133)
    }
}
