import Kernel
import Platform
import Store

/// The contents of an account's cart, with the items that can be ordered now and their price.
struct Cart: Sendable {
    let buyer: Buyer
    let lines: [Line]
    /// The price of the items that can be ordered; nil when none can.
    let quote: Quote?

    /// A cart item with its product.
    struct Line: Sendable {
        let item: CartItem
        /// Nil when the product no longer exists.
        let orderable: OrderableProduct?

        var obstacles: [OrderObstacle] { orderable?.obstacles(to: item.quantity) ?? [.notOnSale] }
        var suggestion: Int? { orderable?.suggestion(for: item.quantity) }
    }

    /// Whether the cart can be ordered as it is.
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
        // Without a zone no product can be delivered.
        let zone = buyer.zone ?? ID(raw: 0)
        let orderables = try OrderableProduct.load(items.map(\.product), in: zone, tx)
        let lines = items.map { Line(item: $0, orderable: orderables[$0.product]) }
        let priced = lines.filter { $0.orderable?.isOrderable == true }.map(\.item.requested)
        let quote =
            try priced.isEmpty ? nil : Quote.of(priced, orderables, for: buyer, in: zone, localCache, tx)
        return Cart(buyer: buyer, lines: lines, quote: quote)
    }
}
