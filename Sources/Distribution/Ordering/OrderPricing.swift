import Kernel
import Platform
import Store

extension Quote {
    /// The price for the buyer, as ``load(for:customer:zone:_:_:)`` calculates it, but from products already loaded.
    ///
    /// An order has loaded its products and its buyer before; each query saved counts.
    static func of(
        _ wants: [Want],
        _ wares: [ID<Product>: Ware],
        for buyer: Buyer,
        in zone: ID<DeliveryZone>,
        _ memory: Memory,
        _ tx: borrowing Tx
    ) throws -> Quote {
        let promotions = try Promotion.listLive(for: buyer.account, memory, tx)
        let goods = try PricedLine.list(wants, of: wares, in: paths(of: wares, for: promotions, tx))
        let context = PricingContext(
            zone: zone,
            customer: buyer.account,
            customerGroup: buyer.customerGroup,
            now: tx.now,
            deliveryFees: Dictionary(wares.values.map { ($0.company, $0.delivery) }) { first, _ in first }
        )
        return try Pricing.price(goods, promotions, PriceList.list(of: goods.map(\.product), tx), context)
    }

    /// The parents of each category, which matter only when a promotion targets categories.
    private static func paths(
        of wares: [ID<Product>: Ware],
        for promotions: [Promotion],
        _ tx: borrowing Tx
    ) throws -> [ID<Category>: [ID<Category>]] {
        guard promotions.contains(where: { !$0.targets.categories.isEmpty }) else { return [:] }
        return try PricedLine.paths(from: Set(wares.values.map(\.category)).sorted(), tx)
    }
}
