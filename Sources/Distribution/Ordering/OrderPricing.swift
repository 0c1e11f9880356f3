import Kernel
import Platform
import Store

extension Quote {
    /// The price of the wares for the buyer: the same as ``load(for:customer:zone:_:_:)``, from what is known already.
    ///
    /// An order knows its wares and its buyer when it comes to the price; each query that is not made twice counts.
    static func of(
        _ requestedLines: [RequestedLine],
        _ orderables: [ID<Product>: OrderableProduct],
        for buyer: Buyer,
        in zone: ID<DeliveryZone>,
        _ localCache: LocalCache,
        _ tx: borrowing Tx
    ) throws -> Quote {
        let promotions = try Promotion.listLive(for: buyer.account, localCache, tx)
        let goods = try PricedLine.list(
            requestedLines,
            of: orderables,
            in: paths(of: orderables, for: promotions, tx)
        )
        let context = PricingContext(
            zone: zone,
            customer: buyer.account,
            customerGroup: buyer.customerGroup,
            now: tx.now,
            deliveryFees: Dictionary(orderables.values.map { ($0.company, $0.delivery) }) { first, _ in first
            }
        )
        return try Pricing.price(goods, promotions, PriceList.list(of: goods.map(\.product), tx), context)
    }

    /// What is above a category matters only where a promotion is about categories.
    private static func paths(
        of orderables: [ID<Product>: OrderableProduct],
        for promotions: [Promotion],
        _ tx: borrowing Tx
    ) throws -> [ID<Category>: [ID<Category>]] {
        guard promotions.contains(where: { !$0.targets.categories.isEmpty }) else { return [:] }
        return try PricedLine.paths(from: Set(orderables.values.map(\.category)).sorted(), tx)
    }
}
