import Kernel
import Platform
import Testing

@testable import Distribution

@Suite("pricing in sets")
struct PricingSetTests {
    private func twoPlusOne(_ number: Int = 1, _ change: (inout Promotion) -> Void = { _ in }) -> Promotion {
        .sample(number, .buyXGetY) {
            $0.buyQuantity = 2
            $0.getQuantity = 1
            change(&$0)
        }
    }

    @Test func `buy two get one: the cheapest of all are free, in full sets only`() throws {
        var cart = PricingCase()
        cart.line(1, 4, at: 300)
        cart.line(2, 3, at: 100)
        cart.line(3, 1, at: 200)
        cart.promotions = [twoPlusOne()]
        let quote = try cart.quote()
        // Eight units: two sets, two free.
        #expect(quote.lines.map(\.discount.value) == [0, 200, 0])
        #expect(quote.applied.first?.sets == 2)
        #expect(quote.lines[1].pricing.shares.first?.units == 2)
    }

    @Test func `a unit is used by one set only: the second offer has what the first left`() throws {
        var cart = PricingCase()
        cart.line(1, 5, at: 100)
        cart.promotions = [twoPlusOne(1), twoPlusOne(2)]
        let quote = try cart.quote()
        #expect(quote.discount == dinars(100))
        #expect(quote.passed.map(\.missingUnits) == [1])
        cart.lines = []
        cart.line(1, 6, at: 100)
        #expect(try cart.quote().discount == dinars(200))
        cart.promotions.swapAt(0, 1)
        #expect(try cart.quote().discount == dinars(200))
    }

    @Test func `gifts of another kind: as many as were earned, and are in the cart`() throws {
        var cart = PricingCase()
        cart.line(1, 5, at: 1_000)
        cart.line(2, 9, at: 300)
        cart.promotions = [
            twoPlusOne {
                $0.targets.products = IDSet([PricingCase.product(1)])
                $0.gifts = IDSet([PricingCase.product(2)])
            }
        ]
        #expect(try cart.quote().lines.map(\.discount.value) == [0, 600])
        cart.lines.removeLast()
        let without = try cart.quote()
        #expect(without.discount == .zero)
        #expect(without.passed.first?.missingUnits == 1)
    }

    @Test func `free units are worth what is left to pay for them, rounded once`() throws {
        var cart = PricingCase()
        cart.line(1, 3, at: 335)
        cart.promotion(9, .percentage) {
            $0.percentage = 1_000
            $0.targets.products = IDSet([PricingCase.product(1)])
        }
        cart.promotions.append(twoPlusOne())
        // 1005 − 101 = 904; a third of it is 301.33.
        #expect(try cart.quote().lines.first?.pricing.shares.map(\.amount.value) == [101, 301])
    }

    @Test func `of two bundles the one that saves more comes first, and both when there is enough`() throws {
        var cart = PricingCase()
        cart.line(1, 2, at: 1_000)
        cart.line(2, 1, at: 500)
        cart.line(3, 1, at: 700)
        let small = bundle(1, [1: 1, 2: 1], at: 1_300)
        let large = bundle(2, [1: 2, 3: 1], at: 2_000)
        cart.promotions = [small, large]
        let quote = try cart.quote()
        #expect(quote.applied.map(\.promotion) == [large.id])
        #expect(quote.lines.map(\.discount.value) == [519, 0, 181])
        #expect(quote.passed.map(\.reason) == [.tooFew])
        cart.lines[0] = cart.lines[0].with(quantity: 3)
        #expect(try cart.quote().applied.map(\.promotion) == [large.id, small.id])
    }

    @Test func `a bundle that costs more than its goods is left, and so is one with a part missing`() throws {
        var cart = PricingCase()
        cart.line(1, 1, at: 100)
        cart.promotions = [bundle(1, [1: 1], at: 100), bundle(2, [1: 1, 2: 3], at: 1)]
        let quote = try cart.quote()
        #expect(quote.discount == .zero)
        #expect(quote.passed.map(\.reason) == [.nothingToSave, .tooFew])
        #expect(quote.passed.last?.missingUnits == 3)
    }

    private func bundle(_ number: Int, _ items: [Int: Int], at price: Int64) -> Promotion {
        .sample(number, .bundle) { promotion in
            promotion.bundlePrice = dinars(price)
            promotion.bundle = items.compactMap { .sample($0.key, $0.value) }
        }
    }
}

extension PricedLine {
    func with(quantity: Int) -> PricedLine {
        PricedLine(
            product: product,
            company: company,
            categories: categories,
            quantity: quantity,
            listPrice: listPrice
        )
    }
}
