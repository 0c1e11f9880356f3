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
        let ware: Ware?

        var obstacles: [OrderObstacle] { ware?.obstacles(to: item.quantity) ?? [.notOnSale] }
        var suggestion: Int? { ware?.suggestion(for: item.quantity) }
    }

    /// Whether the cart can be ordered as it is.
    var isOrderable: Bool {
        !lines.isEmpty && lines.allSatisfy(\.obstacles.isEmpty) && buyer.isZoneActive
    }

    static func load(
        of account: ID<Account>,
        to address: ID<Address>? = nil,
        _ memory: Memory,
        _ tx: borrowing Tx
    ) throws -> Cart {
        let buyer = try Buyer.find(account, to: address, tx)
        let items = try CartItem.list(of: account, tx)
        // Without a zone no product can be delivered.
        let zone = buyer.zone ?? ID(raw: 0)
        let wares = try Ware.load(items.map(\.product), in: zone, tx)
        let lines = items.map { Line(item: $0, ware: wares[$0.product]) }
        let priced = lines.filter { $0.ware?.isOrderable == true }.map(\.item.want)
        let quote = try priced.isEmpty ? nil : Quote.of(priced, wares, for: buyer, in: zone, memory, tx)
        return Cart(buyer: buyer, lines: lines, quote: quote)
    }
}
