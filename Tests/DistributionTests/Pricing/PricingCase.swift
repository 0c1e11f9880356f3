import Kernel
import Platform

@testable import Distribution

/// A small catalogue that exists only as numbers, and what can be asked of it.
struct PricingCase: Sendable {
    var lines: [PricedLine] = []
    var promotions: [Promotion] = []
    var lists: [PriceList] = []
    var group: String?
    var terms: [ID<Company>: DeliveryTerms] = [:]

    static let now = Instant(seconds: 1_790_000_000)
    static let zone = ID<DeliveryZone>(raw: 7)
    static let otherZone = ID<DeliveryZone>(raw: 8)

    var context: PricingContext {
        PricingContext(
            zone: Self.zone,
            customer: nil,
            customerGroup: group,
            now: Self.now,
            deliveryFees: terms
        )
    }

    func quote() throws -> Quote {
        try Pricing.price(lines, promotions, lists, context)
    }

    static func product(_ number: Int) -> ID<Distribution.Product> { ID(raw: UInt128(1_000 + number)) }
    static func company(_ number: Int) -> ID<Company> { ID(raw: UInt128(100 + number)) }
    static func category(_ number: Int) -> ID<Category> { ID(raw: UInt128(10 + number)) }

    mutating func line(
        _ product: Int,
        _ quantity: Int,
        at price: Int64,
        company: Int = 1,
        in path: [Int] = [1]
    ) {
        lines.append(
            PricedLine(
                product: Self.product(product),
                company: Self.company(company),
                categories: path.map(Self.category),
                quantity: quantity,
                listPrice: Dinars(price) ?? .zero
            )
        )
    }

    mutating func promotion(
        _ number: Int,
        _ kind: Promotion.Kind,
        stackable: Bool = true,
        _ change: (inout Promotion) -> Void
    ) {
        promotions.append(.sample(number, kind, stackable: stackable, change))
    }
}

extension Promotion {
    static func sample(
        _ number: Int,
        _ kind: Promotion.Kind,
        stackable: Bool = true,
        _ change: (inout Promotion) -> Void
    ) -> Promotion {
        var promotion = Promotion(
            id: ID(raw: UInt128(10_000 + number)),
            name: Name(ar: Line(unchecked: "عرض \(number)")),
            kind: kind,
            priority: 100,
            isStackable: stackable,
            isActive: true,
            startsAt: PricingCase.now - .days(1),
            createdAt: PricingCase.now,
            updatedAt: PricingCase.now,
            version: 1
        )
        change(&promotion)
        return promotion
    }
}

extension PriceList {
    static func sample(
        _ number: Int,
        _ prices: [Int: [(from: Int, price: Int64)]],
        _ change: (inout PriceList) -> Void = { _ in }
    ) -> PriceList {
        var list = PriceList(
            id: ID(raw: UInt128(20_000 + number)),
            name: Name(ar: Line(unchecked: "قائمة \(number)")),
            priority: 100,
            isActive: true,
            startsAt: PricingCase.now - .days(1),
            createdAt: PricingCase.now,
            updatedAt: PricingCase.now,
            version: 1
        )
        for (product, steps) in prices {
            list.prices[PricingCase.product(product)] = steps.map {
                PriceList.Step(from: $0.from, price: Dinars($0.price) ?? .zero)
            }
        }
        change(&list)
        return list
    }
}

func dinars(_ value: Int64) -> Dinars { Dinars(value) ?? .zero }

extension Promotion.BundleItem {
    static func sample(_ product: Int, _ quantity: Int) -> Self? {
        Ranged(quantity).map { Self(productId: PricingCase.product(product), quantity: $0) }
    }
}
