import Kernel
import Platform
import Testing

@testable import Distribution

@Suite("pricing")
struct PricingTests {
    @Test func `lines of one product are one; the order is by company and product`() throws {
        var cart = PricingCase()
        cart.line(2, 3, at: 500, company: 2)
        cart.line(1, 4, at: 250)
        cart.line(2, 2, at: 500, company: 2)
        let quote = try cart.quote()
        #expect(quote.lines.map(\.quantity) == [4, 5])
        #expect(quote.subtotal == dinars(3_500))
        #expect(quote.perCompany.map(\.total) == [dinars(1_000), dinars(2_500)])
    }

    @Test func `a percentage of chosen goods is rounded once for each line; of the whole it is spread`()
        throws
    {
        var cart = PricingCase()
        cart.line(1, 3, at: 335)
        cart.line(2, 1, at: 335)
        cart.promotion(1, .percentage) {
            $0.percentage = 1_000
            $0.targets.categories = IDSet([PricingCase.category(1)])
        }
        // 1005 → 100.5 → 101; 335 → 33.5 → 34.
        #expect(try cart.quote().lines.map(\.discount) == [dinars(101), dinars(34)])
        cart.promotions = []
        cart.promotion(1, .percentage) { $0.percentage = 1_000 }
        // 1340 → 134, spread 100.5 : 33.5 → the first of equal remainders.
        #expect(try cart.quote().lines.map(\.discount) == [dinars(101), dinars(33)])
    }

    @Test func `later discounts apply to the reduced price: (price − 10) × 50 % is not price × 50 % − 10`()
        throws
    {
        var cart = PricingCase()
        cart.line(1, 1, at: 100)
        let half = Promotion.sample(1, .percentage) {
            $0.percentage = 5_000
            $0.priority = 2
            $0.targets.products = IDSet([PricingCase.product(1)])
        }
        let ten = Promotion.sample(2, .fixed) {
            $0.amount = dinars(10)
            $0.priority = 1
            $0.targets.products = IDSet([PricingCase.product(1)])
        }
        cart.promotions = [half, ten]
        #expect(try cart.quote().total == dinars(45))
        cart.promotions[1].priority = 3
        #expect(try cart.quote().total == dinars(40))
    }

    @Test func `minimum and maximum; a minimum is of what is left to pay for the goods it is about`() throws {
        var cart = PricingCase()
        cart.line(1, 10, at: 1_000)
        cart.promotion(1, .fixed) {
            $0.amount = dinars(500)
            $0.targets.products = IDSet([PricingCase.product(1)])
        }
        cart.promotion(2, .percentage) {
            $0.percentage = 5_000
            $0.minimumAmount = dinars(9_501)
        }
        let below = try cart.quote()
        #expect(below.discount == dinars(500))
        #expect(below.passed.map(\.reason) == [.belowMinimum])
        #expect(below.passed.first?.missingAmount == 1)
        cart.promotions[1].minimumAmount = dinars(9_500)
        cart.promotions[1].maximumDiscount = dinars(3_000)
        #expect(try cart.quote().discount == dinars(3_500))
    }

    @Test func `an offer for one company's goods leaves the other's alone; one for all is spread over both`()
        throws
    {
        var cart = PricingCase()
        cart.line(1, 1, at: 3_000, company: 1)
        cart.line(2, 1, at: 2_000, company: 2)
        cart.line(3, 1, at: 2_000, company: 2)
        cart.promotion(1, .fixed) { $0.amount = dinars(5_000) }
        #expect(try cart.quote().lines.map(\.discount.value) == [2_143, 1_429, 1_428])
        cart.promotions[0].targets.companies = IDSet([PricingCase.company(2)])
        let quote = try cart.quote()
        #expect(quote.lines.map(\.discount.value) == [0, 2_000, 2_000])
        #expect(quote.applied.first?.companies == [PricingCase.company(2)])
    }

    @Test func `an exclusive offer takes only goods that no other has, and leaves them to no other`() throws {
        var cart = PricingCase()
        cart.line(1, 1, at: 1_000)
        cart.line(2, 1, at: 1_000)
        cart.promotion(1, .percentage, stackable: false) {
            $0.percentage = 5_000
            $0.targets.products = IDSet([PricingCase.product(1)])
        }
        cart.promotion(2, .percentage) { $0.percentage = 1_000 }
        #expect(try cart.quote().lines.map(\.discount.value) == [500, 100])
        cart.promotions[0].isStackable = true
        cart.promotions[1].isStackable = false
        #expect(try cart.quote().lines.map(\.discount.value) == [500, 100])
        cart.lines.removeLast()
        #expect(try cart.quote().passed.map(\.reason) == [.notCombinable])
    }

    @Test func `delivery: by company, free from a threshold that discounts can miss`() throws {
        var cart = PricingCase()
        cart.terms[PricingCase.company(1)] = DeliveryTerms(fee: dinars(3_000), freeFrom: dinars(10_000))
        cart.line(1, 10, at: 1_000)
        #expect(try cart.quote().total == dinars(10_000))
        cart.promotion(1, .fixed) { $0.amount = dinars(1) }
        let quote = try cart.quote()
        #expect(quote.deliveryFee == dinars(3_000))
        #expect(quote.total == dinars(12_999))
    }

    @Test func `amounts beyond all reason are refused, not wrapped`() throws {
        var cart = PricingCase()
        cart.line(1, 1_000_000, at: Dinars.limit)
        #expect(throws: Problem.self) { try cart.quote() }
        cart.lines = []
        cart.line(1, 1, at: Dinars.limit)
        cart.line(2, 1, at: 1)
        #expect(throws: Problem.self) { try cart.quote() }
        cart.lines = []
        cart.line(1, 600_000, at: 1)
        cart.line(1, 600_000, at: 1)
        #expect(throws: Problem.self) { try cart.quote() }
    }
}
