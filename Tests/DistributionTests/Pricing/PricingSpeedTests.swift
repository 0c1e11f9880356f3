import Kernel
import Platform
import Testing

@testable import Distribution

@Suite("the pace of pricing")
struct PricingSpeedTests {
    /// Says how long it takes; how fast the machine is nobody knows here, so only the work itself is checked.
    @Test func `twenty lines and fifty promotions`() throws {
        var cart = PricingCase()
        for product in 1...20 {
            cart.line(
                product,
                product + 3,
                at: Int64(product) * 750,
                company: product % 3,
                in: [product % 5, 1]
            )
        }
        for number in 1...50 {
            let kind = Promotion.Kind.allCases[number % 4]
            cart.promotion(number, kind, stackable: true) {
                $0.percentage = 100 + number
                $0.amount = dinars(Int64(number) * 50)
                ($0.buyQuantity, $0.getQuantity) = (3, 1)
                $0.bundlePrice = dinars(100)
                $0.bundle = [.sample(number % 20 + 1, 1), .sample((number + 7) % 20 + 1, 1)].compactMap(
                    \.self
                )
                if kind != .bundle, number % 3 > 0 {
                    $0.targets.products = IDSet((1...4).map { PricingCase.product(number % 17 + $0) })
                }
            }
        }
        let clock = ContinuousClock()
        var quotes: [Quote] = []
        let took = try clock.measure { for _ in 0..<100 { quotes.append(try cart.quote()) } }
        print("pricing 20 lines with 50 promotions: \(took / 100) each")
        #expect(quotes.allSatisfy { $0 == quotes[0] })
        #expect(quotes[0].applied.count > 10)
    }
}
