import Kernel
import Testing

@testable import Wellness

@Suite struct RatioTests {
    @Test(arguments: [(1, 2, 1), (-1, 2, 0), (-3, 2, -1), (2, 3, 1), (1, 3, 0), (7, 1, 7), (-7, 3, -2)])
    func `halves go up`(numerator: Int, denominator: Int, rounded: Int) {
        #expect(Ratio(numerator, over: denominator).rounded() == rounded)
    }

    @Test func `thirds of thirds lose nothing`() {
        let third = Ratio(1, over: 3)
        #expect(third + third + third == Ratio(1))
        #expect(third * third == Ratio(1, over: 9) && third / third == Ratio(1))
        #expect(Ratio(1, over: -3) == -third && -third < third)
        #expect([third, Ratio(1)].mean == Ratio(2, over: 3) && [Ratio]().mean == nil)
    }

    @Test func `a sum beyond 128 bits is cut to twelve decimals`() {
        let primes = [10_007, 10_009, 10_037, 10_039, 10_061, 10_067, 10_069, 10_079, 10_091, 10_093, 10_099]
        let sum = primes.map { Ratio(99, over: $0) }.sum
        let near = primes.reduce(0.0) { $0 + 99 / Double($1) }
        #expect(abs(sum.double - near) < 1e-9)
        let product = primes.map { Ratio($0 + 1, over: $0) }.reduce(Ratio(1), *)
        #expect(abs(product.double - primes.reduce(1.0) { $0 * Double($1 + 1) / Double($1) }) < 1e-9)
        #expect(sum.rounded(to: 10) == Int((near * 10).rounded()))
    }

    @Test func `a scale is a common denominator, or nearly one`() {
        let scale = PointScale([Ratio(1, over: 3), Ratio(5, over: 14)])
        #expect(scale.point == 42)
        #expect(scale.scaled(Ratio(1, over: 3)) == 14 && scale.scaled(Ratio(5, over: 14)) == 15)
        let primes = [10_007, 10_009, 10_037, 10_039, 10_061, 10_067].map { Ratio(50, over: $0) }
        let large = PointScale(primes)
        let huge = Ratio(.max / 2, over: .max / 3)
        #expect(abs(Double(large.scaled(huge)) / 1e18 - 1.5) < 1e-9)
        #expect(large.scaled(-huge) == -large.scaled(huge))
        #expect(large.point == 1_000_000_000_000_000_000)
        #expect(abs(Double(large.scaled(primes[0])) / 1e18 - primes[0].double) < 1e-15)
    }

    @Test(arguments: [(711, "71.1"), (700, "70"), (-5, "-0.5"), (0, "0"), (1000, "100")])
    func `a decimal is written without closing zeros`(units: Int, text: String) throws {
        let tenths = Tenths(units: units)
        #expect(tenths.description == text)
        #expect(try JSON.decode(Tenths.self, from: Array(text.utf8)) == tenths)
        #expect(try JSON.decode(Tenths.self, from: JSON.encode(tenths)) == tenths)
    }

    @Test func `further decimals are refused`() throws {
        #expect(throws: (any Error).self) { try JSON.decode(Tenths.self, from: Array("71.15".utf8)) }
        #expect(try JSON.decode(Hundredths.self, from: Array("20.73".utf8)) == Hundredths(units: 2073))
        #expect(Hundredths(Ratio(5, over: 7)).description == "0.71")
    }
}
