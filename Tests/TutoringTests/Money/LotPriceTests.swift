import Testing

@testable import Tutoring

@Suite struct LotPriceTests {
    private let hundred = LotPrice(price: 10_000, lessons: 3)

    private func lesson(_ n: Int, of price: LotPrice) -> Int64 {
        price.value(ofFirst: 100 * n) - price.value(ofFirst: 100 * (n - 1))
    }

    @Test func `100 euros for 3 lessons are 33.33, 33.34 and 33.33, and half of the first 16.67`() {
        #expect((1...3).map { lesson($0, of: hundred) } == [3_333, 3_334, 3_333])
        #expect(hundred.value(ofFirst: 50) == 1_667)
    }

    @Test func `249 euros for 10 lessons are 24.90 each`() {
        let price = LotPrice(price: 24_900, lessons: 10)

        #expect((1...10).map { lesson($0, of: price) } == Array(repeating: 2_490, count: 10))
    }

    @Test func `taught once and then half charged, 50.00 are left`() throws {
        let half = try #require(UnitSet(rawValue: "100-149"))
        let rest = try #require(UnitSet(rawValue: "150-299"))

        #expect(hundred.value(of: half) == 1_667)
        #expect(hundred.value(of: rest) == 5_000)
    }

    @Test(arguments: [(10_000, 3), (24_900, 10), (1, 7), (999_999, 100), (500, 100), (12_345, 37)])
    func `whatever the order of the charges, a lot sums to its price`(price: Int64, lessons: Int) {
        let lot = LotPrice(price: price, lessons: lessons)
        var (free, sum) = (UnitSet(first: lessons * 100), Int64(0))
        var step = 0
        while !free.isEmpty {
            let part = step % 2 == 0 ? free.prefix(33) : free.suffix(17)
            sum += lot.value(of: part)
            free = free.removing(part)
            step += 1
        }

        #expect(sum == price)
    }

    @Test(arguments: [
        (3_000, 60, 3_000), (3_000, 45, 2_250), (2_501, 30, 1_251), (3_333, 90, 5_000), (4_500, 120, 9_000),
    ])
    func `a single lesson costs its share of the hourly price, halves up`(
        rate: Int64,
        minutes: Int,
        price: Int64
    ) {
        #expect(LotPrice.single(rate: rate, minutes: minutes) == price)
    }
}
