import Kernel
import Platform
import Testing

@testable import Distribution

/// Properties of every quote, tried on thousands of carts.
@Suite("properties of pricing")
struct PricingPropertyTests {
    private static let carts = 250

    private func each(_ seed: UInt64, _ check: (PricingCase, Quote, inout SeededRandom) throws -> Void) throws
    {
        var random = SeededRandom(seed)
        for _ in 0..<Self.carts {
            let cart = PricingCase.random(&random)
            try check(cart, try cart.quote(), &random)
        }
    }

    @Test(
        arguments: 0..<8
    )
    func `lines sum to companies, companies to the whole, shares to discounts; nothing is negative`(
        seed: UInt64
    ) throws {
        var discounted = 0
        try each(seed) { _, quote, _ in
            for line in quote.lines {
                #expect(line.subtotal.value == line.unitPrice.value * Int64(line.quantity))
                #expect(line.total.value == line.subtotal.value - line.discount.value)
                #expect(line.pricing.shares.reduce(0) { $0 + $1.amount.value } == line.discount.value)
            }
            for part in quote.perCompany {
                #expect(part.subtotal.value == part.lines.reduce(0) { $0 + $1.subtotal.value })
                #expect(part.discount.value == part.lines.reduce(0) { $0 + $1.discount.value })
                #expect(
                    part.total.value == part.subtotal.value - part.discount.value + part.deliveryFee.value
                )
            }
            #expect(quote.perCompany.flatMap(\.lines) == quote.lines)
            #expect(quote.total.value == quote.perCompany.reduce(0) { $0 + $1.total.value })
            #expect(quote.discount <= quote.subtotal)
            for applied in quote.applied {
                let shares = quote.lines.flatMap(\.pricing.shares).filter {
                    $0.promotionId == applied.promotion
                }
                #expect(shares.reduce(0) { $0 + $1.amount.value } == applied.discount.value)
                #expect(applied.discount > .zero)
            }
            if quote.discount > .zero { discounted += 1 }
        }
        #expect(discounted > Self.carts / 3, "the carts are worth looking at")
    }

    @Test(
        arguments: 8..<16
    )
    func `the order of lines, offers and lists changes nothing; nor does a line in two parts`(
        seed: UInt64
    ) throws {
        try each(seed) { cart, quote, random in
            var other = cart
            other.lines = other.lines.flatMap { line in
                line.quantity > 1 ? [line.with(quantity: line.quantity - 1), line.with(quantity: 1)] : [line]
            }
            other.lines.shuffle(using: &random)
            other.promotions.shuffle(using: &random)
            other.lists.shuffle(using: &random)
            let again = try other.quote()
            #expect(again == quote)
        }
    }

    @Test(arguments: 16..<24)
    func `an offer that does not apply changes nothing`(seed: UInt64) throws {
        try each(seed) { cart, quote, random in
            var other = cart
            let change: (inout Promotion) -> Void =
                switch Int.random(in: 0..<6, using: &random) {
                case 0: { $0.targets.zones = IDSet([PricingCase.otherZone]) }
                case 1: { $0.endsAt = PricingCase.now }
                case 2: { $0.targets.products = IDSet([PricingCase.product(99)]) }
                case 3: { $0.minimumAmount = dinars(quote.subtotal.value + 1) }
                case 4:
                    {
                        $0.usageLimit = 1
                        $0.used = 1
                    }
                default: { $0.isActive = false }
                }
            let kind: Promotion.Kind = random.chance(50) ? .percentage : .buyXGetY
            let offer = Promotion.sample(500, kind, stackable: random.chance(50)) {
                $0.percentage = 9_000
                ($0.buyQuantity, $0.getQuantity) = (1, 1)
                $0.priority = 0
                change(&$0)
            }
            other.promotions.append(offer)
            let again = try other.quote()
            #expect(again.lines == quote.lines)
            #expect(again.applied == quote.applied)
            #expect(again.trace == quote.trace)
            #expect(again.passed.contains { $0.promotion == offer.id })
        }
    }

    @Test(arguments: 24..<32)
    func `maximum, minimum, exclusiveness hold; a unit is in one set at most`(seed: UInt64) throws {
        try each(seed) { cart, quote, _ in
            let offers = Dictionary(uniqueKeysWithValues: cart.promotions.map { ($0.id, $0) })
            for applied in quote.applied {
                let offer = try #require(offers[applied.promotion])
                #expect(offer.maximumDiscount.map { applied.discount <= $0 } ?? true)
                #expect(offer.obstacle(in: cart.context) == nil)
                let about = quote.lines.filter { line in
                    cart.lines.contains { $0.product == line.product && offer.targets.include($0) }
                }
                let base = about.reduce(0) { $0 + $1.subtotal.value }
                #expect(offer.minimumAmount.map { base >= $0.value } ?? true)
            }
            for line in quote.lines {
                let shares = line.pricing.shares
                #expect(shares.reduce(0) { $0 + ($1.units ?? 0) } <= line.quantity)
                let isAlone = shares.contains { offers[$0.promotionId]?.isStackable == false }
                #expect(!isAlone || shares.count == 1)
            }
        }
    }

    @Test(
        arguments: 32..<36
    )
    func `asked twice, the answer is the same; every offer is applied or passed over, once`(
        seed: UInt64
    ) throws {
        try each(seed) { cart, quote, _ in
            let again = try cart.quote()
            #expect(again == quote)
            let told = quote.applied.map(\.promotion) + quote.passed.map(\.promotion)
            #expect(told.sorted() == cart.promotions.map(\.id).sorted())
        }
    }
}
