import Kernel
import Platform

/// A quantity of a product to price.
struct PricedLine: Sendable, Hashable {
    let product: ID<Product>
    let company: ID<Company>
    /// The product's category and all its parents.
    let categories: [ID<Category>]
    let quantity: Int
    let listPrice: Dinars

    /// Pieces of one product in a price calculation; the maximum of an order is lower.
    typealias Quantity = Ranged<1, 1_000_000>
}

/// A company's delivery fee in a zone.
struct DeliveryTerms: Sendable, Hashable {
    let fee: Dinars
    /// The value of its goods, after all discounts, from which the delivery is free.
    let freeFrom: Dinars?

    func fee(for goods: Int64) -> Dinars {
        if let freeFrom, goods >= freeFrom.value { return .zero }
        return fee
    }
}

/// Customer, zone and time of a price calculation.
struct PricingContext: Sendable {
    let zone: ID<DeliveryZone>
    let customer: ID<Account>?
    let customerGroup: String?
    let now: Instant
    /// Terms by company; a company that is missing delivers free of charge.
    let deliveryFees: [ID<Company>: DeliveryTerms]
}

/// Lines merged by product and sorted by company and product, whatever order they came in.
extension [PricedLine] {
    func merged() throws -> [PricedLine] {
        var merged: [PricedLine] = []
        for line in sorted(by: Element.comesFirst) {
            guard let last = merged.last, last.product == line.product else {
                try line.check()
                merged.append(line)
                continue
            }
            let (quantity, overflow) = last.quantity.addingReportingOverflow(line.quantity)
            guard !overflow, line.quantity > 0 else { throw Problem(.quantityOutOfRange) }
            let sum = PricedLine(
                product: last.product,
                company: last.company,
                categories: last.categories,
                quantity: quantity,
                listPrice: last.listPrice
            )
            try sum.check()
            merged[merged.count - 1] = sum
        }
        return merged
    }
}

extension PricedLine {
    fileprivate static func comesFirst(_ left: Self, _ right: Self) -> Bool {
        if left.company != right.company { return left.company < right.company }
        if left.product != right.product { return left.product < right.product }
        return left.listPrice < right.listPrice
    }

    fileprivate func check() throws {
        guard Quantity(quantity) != nil else { throw Problem(.quantityOutOfRange) }
    }
}
