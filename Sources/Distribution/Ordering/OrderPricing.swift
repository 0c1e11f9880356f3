import Kernel
import Platform
import Store

extension Quote {
    /// The price for the buyer, as ``load(for:customer:zone:_:_:)`` calculates it, but from products already loaded.
    ///
    /// An order has loaded its products and its buyer before; each query saved counts.
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

    /// The parents of each category, which matter only when a promotion targets categories.
    private static func paths(
        of orderables: [ID<Product>: OrderableProduct],
        for promotions: [Promotion],
        _ tx: borrowing Tx
    ) throws -> [ID<Category>: [ID<Category>]] {
        guard promotions.contains(where: { !$0.targets.categories.isEmpty }) else { return [:] }
        return try PricedLine.paths(from: Set(orderables.values.map(\.category)).sorted(), tx)
    }
}
