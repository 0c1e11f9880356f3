import Kernel
import Platform
import Store

/// What someone has in the cart, what of it could be ordered now, and what that would cost.
struct Cart: Sendable {
    let buyer: Buyer
    let lines: [Line]
    /// Of what can be ordered; nil when nothing can.
    let quote: Quote?

    struct Line: Sendable {
        let item: CartItem
        /// Nil when the product is gone.
        let orderable: OrderableProduct?

        var obstacles: [OrderObstacle] { orderable?.obstacles(to: item.quantity) ?? [.notOnSale] }
        var suggestion: Int? { orderable?.suggestion(for: item.quantity) }
    }

    /// Whether an order could be placed with it as it is.
    var isOrderable: Bool {
        !lines.isEmpty && lines.allSatisfy(\.obstacles.isEmpty) && buyer.isZoneActive
    }

    static func load(
        of account: ID<Account>,
        to address: ID<Address>? = nil,
        _ localCache: LocalCache,
        _ tx: borrowing Tx
    ) throws -> Cart {
        let buyer = try Buyer.find(account, to: address, tx)
        let items = try CartItem.list(of: account, tx)
        // Without a zone everything is delivered nowhere.
        let zone = buyer.zone ?? ID(raw: 0)
        let orderables = try OrderableProduct.load(items.map(\.product), in: zone, tx)
        let lines = items.map { Line(item: $0, orderable: orderables[$0.product]) }
        let priced = lines.filter { $0.orderable?.isOrderable == true }.map(\.item.requested)
        let quote =
            try priced.isEmpty ? nil : Quote.of(priced, orderables, for: buyer, in: zone, localCache, tx)
        return Cart(buyer: buyer, lines: lines, quote: quote)
    }
}
