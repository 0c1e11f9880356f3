import Kernel
import Platform
import Store

/// Five weeks of orders, placed and advanced through the ordinary use cases and then backdated.
enum DemoOrders {
    private struct Basket {
        let shop: String
        let goods: [(sku: String, quantity: Int)]
    }

    // swift-format-ignore
    private static let baskets = [
        Basket(shop: "omar.shop@example.com",   goods: [("FUR-RICE-5", 10), ("FUR-TEA-450", 6)]),
        Basket(shop: "dilan.shop@example.com",  goods: [("ZAG-HONEY-1", 2), ("ZAG-YOG-2", 5), ("ZAG-CHICK-1", 20)]),
        Basket(shop: "zainab.shop@example.com", goods: [("FUR-LENT-1", 14), ("FUR-WATER-12", 24), ("ZAG-JUICE-6", 12)]),
        Basket(shop: "omar.shop@example.com",   goods: [("FUR-LENT-1", 18), ("FUR-WATER-12", 36), ("FUR-RICE-5", 8)]),
        Basket(shop: "zainab.shop@example.com", goods: [("FUR-TEA-450", 4), ("ZAG-YOG-2", 6)]),
        Basket(shop: "dilan.shop@example.com",  goods: [("ZAG-JUICE-6", 18), ("ZAG-YOG-2", 4)]),
        Basket(shop: "omar.shop@example.com",   goods: [("FUR-WATER-12", 12), ("FUR-LENT-1", 6)]),
    ]
    private static let count = 26
    /// One piece of the first line.
    private static let torn = NewReturn(
        lines: Ranged(1).map { [NewReturn.Pieces(position: 1, quantity: $0)] },
        reason: Line(unchecked: "عبوة ممزقة"),
        isSellable: false
    )
    private static let supply = "from the factory"

    static func make(on stage: DemoStage, at site: Site) async throws {
        guard try await site.db.read({ tx in try !tx.exists("SELECT 1 FROM sales_order") }) else { return }
        let now = site.now()
        for number in 0..<count {
            // From five weeks ago until this morning, closer together towards the end.
            let left = Int64(count - 1 - number)
            let at = now - .hours(Int(left * left) * 840 / (count * count) + 2)
            try await trade(baskets[number % baskets.count], number, at, now, on: stage, at: site)
        }
    }

    private static func trade(
        _ basket: Basket,
        _ number: Int,
        _ at: Instant,
        _ now: Instant,
        on stage: DemoStage,
        at site: Site
    ) async throws {
        guard let shop = stage.people[basket.shop] else { return }
        let items = basket.goods.compactMap { good -> NewOrder.Item? in
            guard let id = stage.goods[good.sku], let quantity = RequestedLine.Quantity(good.quantity) else {
                return nil
            }
            return NewOrder.Item(productId: id, quantity: quantity)
        }
        let order = try PlaceOrder(NewOrder(items: items), as: site.call(as: shop, with: .orderPlace))
        let vendors = stage.people.values.filter { $0.role == .vendor }.map {
            site.call(as: $0, with: .orderHandle)
        }
        let buyer = site.call(as: shop, with: .orderCancel)
        let driver = stage.people.values.first { $0.role == .superAdmin }.map {
            site.call(as: $0, with: .orderDeliver)
        }
        let path = path(ofOrder: number, aged: now - at)
        try await site.db.write { tx in
            let placed = try order.run(tx)
            for var order in placed.orders {
                for status in path {
                    let call =
                        switch status {
                        case .cancelled: buyer
                        case .delivered: driver
                        default: try vendors.first(of: order, tx)
                        }
                    guard let call else { continue }
                    order = try order.advanced(to: status, because: nil, as: call, tx)
                }
                if number % 7 == 0, order.status == .delivered, let driver {
                    _ = try order.recordReturn(torn, by: driver.actor, tx)
                }
                try DemoCalendar.date(order, back: at, notAfter: now, tx)
            }
            try resupply(placed, at, tx)
        }
    }

    /// The statuses that an order of this age has passed through.
    private static func path(ofOrder number: Int, aged age: Duration) -> [Order.Status] {
        if number % 9 == 4 { return [.cancelled] }
        let whole: [Order.Status] = [.confirmed, .processing, .shipped, .delivered]
        let steps = age > .days(5) ? 4 : age > .days(3) ? 3 : age > .days(2) ? 2 : age > .hours(20) ? 1 : 0
        return Array(whole.prefix(steps))
    }

    /// Restocks the units sold.
    private static func resupply(_ placed: PlacedCheckout, _ at: Instant, _ tx: borrowing Tx) throws {
        var missing: [(product: ID<Product>, quantity: Int)] = []
        for order in placed.orders
        where try !tx.exists("SELECT 1 FROM sales_order WHERE id = \(order.id) AND status = 'CANCELLED'") {
            missing += placed.lines.filter { $0.order == order.id }.map { ($0.product, $0.quantity) }
        }
        guard !missing.isEmpty else { return }
        try Stock.move(StockChange.list(of: missing), .restock, because: supply, by: .system, tx)
        try tx.execute(
            """
            UPDATE stock_movement SET at = \(at + .hours(1)) WHERE reason = \(supply) AND at = \(tx.now)
            """
        )
    }
}

extension [Call] {
    /// The call of a vendor of the order's company.
    fileprivate func first(of order: Order, _ tx: borrowing Tx) throws -> Call? {
        for call in self {
            let account = call.actor.account
            let isTheirs = try tx.exists(
                "SELECT 1 FROM member WHERE account_id = \(account) AND company_id = \(order.company)"
            )
            if isTheirs { return call }
        }
        return nil
    }
}
