import Kernel
import Platform

@testable import Distribution

extension PricingCase {
    /// Goods of three companies in a tree of categories, offers of every kind, lists with steps.
    static func random(_ random: inout SeededRandom) -> PricingCase {
        var cart = PricingCase()
        let isCheap = random.chance(40)
        for product in random.pick(Array(1...12), 1...9) {
            let path = product % 3 == 0 ? [1] : product % 3 == 1 ? [2, 1] : [3]
            let price =
                isCheap
                ? Int64.random(in: 0...40, using: &random) : Int64.random(in: 1...120, using: &random) * 250
            cart.line(
                product,
                Int.random(in: 1...(random.chance(20) ? 200 : 12), using: &random),
                at: price,
                company: product % 4 == 0 ? 3 : product % 2 + 1,
                in: path
            )
        }
        for number in 0..<Int.random(in: 0...8, using: &random) {
            cart.promotions.append(.random(number, &random, scale: isCheap ? 1 : 100))
        }
        for number in 0..<Int.random(in: 0...3, using: &random) {
            cart.lists.append(.random(number, &random, scale: isCheap ? 1 : 250))
        }
        if random.chance(50) { cart.group = "gold" }
        for company in 1...3 where random.chance(80) {
            cart.terms[Self.company(company)] = DeliveryTerms(
                fee: dinars(Int64.random(in: 0...8, using: &random) * 500),
                freeFrom: random.chance(50) ? dinars(Int64.random(in: 1...400, using: &random) * 250) : nil
            )
        }
        return cart
    }
}

extension Promotion {
    fileprivate static func random(_ number: Int, _ random: inout SeededRandom, scale: Int64) -> Promotion {
        let kind = Kind.allCases.randomElement(using: &random) ?? .fixed
        var promotion = sample(number, kind, stackable: random.chance(70)) { _ in }
        promotion.priority = Int.random(in: 1...3, using: &random)
        switch kind {
        case .percentage: promotion.percentage = Int.random(in: 1...10_000, using: &random)
        case .fixed: promotion.amount = dinars(Int64.random(in: 1...300, using: &random) * scale)
        case .buyXGetY:
            promotion.buyQuantity = Int.random(in: 1...6, using: &random)
            promotion.getQuantity = Int.random(in: 1...3, using: &random)
            if random.chance(30) {
                promotion.gifts = IDSet(random.pick(Array(1...12), 1...3).map(PricingCase.product))
            }
        case .bundle:
            promotion.bundlePrice = dinars(Int64.random(in: 0...300, using: &random) * scale)
            promotion.bundle = random.pick(Array(1...12), 1...3).compactMap { product in
                BundleItem.sample(product, Int.random(in: 1...3, using: &random))
            }
        }
        promotion.aim(&random, scale: scale)
        return promotion
    }

    private mutating func aim(_ random: inout SeededRandom, scale: Int64) {
        if kind != .bundle, random.chance(50) {
            targets.products = IDSet(random.pick(Array(1...12), 1...6).map(PricingCase.product))
        }
        if kind != .bundle, random.chance(30) {
            targets.categories = IDSet(random.pick([1, 2, 3], 1...2).map(PricingCase.category))
        }
        if random.chance(25) {
            targets.companies = IDSet(random.pick([1, 2, 3], 1...2).map(PricingCase.company))
        }
        if random.chance(20) {
            targets.zones = IDSet(random.pick([PricingCase.zone, PricingCase.otherZone], 1...2))
        }
        if random.chance(25) { minimumAmount = dinars(Int64.random(in: 1...2_000, using: &random) * scale) }
        if random.chance(25) { maximumDiscount = dinars(Int64.random(in: 1...200, using: &random) * scale) }
        if random.chance(10) {
            usageLimit = 5
            used = Int.random(in: 3...5, using: &random)
        }
        if random.chance(10) {
            usageLimitPerCustomer = 2
            usedByCustomer = Int.random(in: 0...2, using: &random)
        }
        if random.chance(8) { endsAt = PricingCase.now - .hours(random.chance(50) ? 1 : 0) }
        if random.chance(5) { startsAt = PricingCase.now + .seconds(1) }
        if random.chance(5) { isActive = false }
    }
}

extension PriceList {
    fileprivate static func random(_ number: Int, _ random: inout SeededRandom, scale: Int64) -> PriceList {
        var list = sample(number, [:])
        for product in random.pick(Array(1...12), 1...8) {
            let froms = Set(random.pick([1, 5, 10, 24, 100], 1...3)).sorted()
            list.prices[PricingCase.product(product)] = froms.map {
                Step(from: $0, price: dinars(Int64.random(in: 0...100, using: &random) * scale))
            }
        }
        list.priority = Int.random(in: 1...2, using: &random)
        if random.chance(30) { list.company = PricingCase.company(Int.random(in: 1...3, using: &random)) }
        if random.chance(30) { list.zone = random.chance(70) ? PricingCase.zone : PricingCase.otherZone }
        if random.chance(30) { list.customerGroup = Line(unchecked: "gold") }
        if random.chance(10) { list.endsAt = PricingCase.now }
        return list
    }
}
