import Kernel
import Platform

/// What is to be priced: so many of a product.
struct PricedLine: Sendable, Hashable {
    let product: ID<Product>
    let company: ID<Company>
    /// Its category and every one above it.
    let categories: [ID<Category>]
    let quantity: Int
    let listPrice: Dinars

    /// How many of one product a price can be asked for; an order has fewer.
    typealias Quantity = Ranged<1, 1_000_000>
}

/// What a company asks for bringing an order to a zone.
struct DeliveryTerms: Sendable, Hashable {
    let fee: Dinars
    /// From this much of its goods on, after every discount, the delivery costs nothing.
    let freeFrom: Dinars?

    func fee(for goods: Int64) -> Dinars {
        if let freeFrom, goods >= freeFrom.value { return .zero }
        return fee
    }
}

/// For whom, where and when.
struct PricingContext: Sendable {
    let zone: ID<DeliveryZone>
    let customer: ID<Account>?
    let customerGroup: String?
    let now: Instant
    /// A company that is not in it delivers for nothing.
    let deliveryFees: [ID<Company>: DeliveryTerms]
}

/// Goods in one place in the cart, the same whatever the order they were put in: by company, then product.
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
