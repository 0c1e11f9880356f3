import Kernel
import Platform
import Store
import Web

extension Orders {
    static func reorder(_ call: Call, id: ID<Order>) async throws -> ReorderedCart {
        try await call.db.write { tx in
            let order = try Order.find(id, within: call.scope, tx)
            let lines = try order.refillCart(tx)
            let cart = try Cart.load(of: order.customer, call.site.localCache, tx)
            return ReorderedCart(cart, lines, in: call.languages)
        }
    }
}

extension Order {
    /// Adds the goods that are still sold in the customer's present zone to the customer's cart.
    fileprivate func refillCart(_ tx: borrowing Tx) throws -> [ReorderedLine] {
        let zone = try Buyer.find(customer, to: nil, tx).deliveryZone
        let lines = try OrderLine.list(of: id, tx)
        let orderables = try OrderableProduct.load(lines.map(\.product), in: zone, tx)
        var items = Dictionary(
            try CartItem.list(of: customer, tx).map { ($0.product, $0) }
        ) { first, _ in first }
        var reordered: [ReorderedLine] = []
        for line in lines {
            let item = items[line.product]
            var next = ReorderedLine(line, orderables[line.product], beside: item?.quantity ?? 0)
            if item == nil, items.count >= RequestedLine.maximumProducts { next.leaveOut() }
            reordered.append(next)
            guard next.added > 0 else { continue }
            if let item {
                items[line.product] = try item.changed(to: item.quantity + next.added, tx)
            } else {
                items[line.product] = try CartItem.insert(next.added, of: line.product, for: customer, tx)
            }
        }
        return reordered
    }
}

/// A line of an earlier order, with what of it goes into the cart.
private struct ReorderedLine {
    let line: OrderLine
    private(set) var added = 0
    private(set) var obstacle: ReorderedCart.Obstacle?

    /// The nearest quantity that can be ordered together with the pieces in the cart, less those.
    init(_ line: OrderLine, _ orderable: OrderableProduct?, beside inCart: Int) {
        self.line = line
        guard let orderable, orderable.isOnSale else {
            obstacle = .notOnSale
            return
        }
        guard orderable.isInZone else {
            obstacle = .notInZone
            return
        }
        let wanted = inCart + line.quantity
        let quantity = orderable.cartQuantity(for: wanted)
        added = max(quantity - inCart, 0)
        if max(wanted, quantity) > orderable.stock {
            obstacle = .outOfStock
        } else if added != line.quantity {
            obstacle = .otherQuantity
        }
    }

    /// Leaves a product out that the full cart does not hold yet.
    mutating func leaveOut() {
        guard added > 0 else { return }
        added = 0
        obstacle = .cartFull
    }
}

/// The cart after the goods of an earlier order were added, with what became of each line.
struct ReorderedCart: View {
    /// The whole cart, at prices of today.
    var cart: CartView
    /// One entry per line of the order, in its sequence.
    var lines: [LineView]

    /// One line of the order, and what of it was added to the cart.
    struct LineView: Codable, Sendable {
        /// Number of the line in the order, counted from 1.
        var position: Int
        var productId: ID<Product>
        /// The company's stock-keeping unit when the order was placed.
        var sku: String
        /// Product name when the order was placed, in the language of the request.
        var title: String
        /// Pieces in the order.
        var ordered: Int
        /// Pieces added to the cart; 0 when none were.
        var added: Int
        /// The difference from the earlier order; absent when the same number of pieces was added and is in stock.
        var issue: Issue?
    }

    /// The difference between a line of the earlier order and what was added to the cart.
    struct Issue: Codable, Sendable {
        /// Stable code of the difference.
        var code: Obstacle
        /// Explanation in the language of the request.
        var message: String
    }

    /// Reason why a line is not in the cart as it was ordered, or cannot be ordered from it at once.
    enum Obstacle: String, Codable, CaseIterable, Sendable {
        /// The product, its category or its company is inactive, or the product was deleted; nothing was added.
        case notOnSale = "not_on_sale"
        /// The product is not delivered to the shop's present zone; nothing was added.
        case notInZone = "not_in_zone"
        /// The cart holds as many products as it can; nothing was added.
        case cartFull = "cart_full"
        /// The stock does not cover these pieces and those in the cart; what there is was added, or all when there is none.
        case outOfStock = "out_of_stock"
        /// Another number of pieces was added, because of minimum quantity, pack size or the maximum per product.
        case otherQuantity = "other_quantity"
    }

    fileprivate init(_ cart: Cart, _ lines: [ReorderedLine], in languages: [Language]) {
        self.cart = CartView(cart, in: languages)
        self.lines = lines.map { LineView($0, in: languages) }
    }
}

extension ReorderedCart.LineView {
    fileprivate init(_ reordered: ReorderedLine, in languages: [Language]) {
        let line = reordered.line
        position = line.position
        productId = line.product
        sku = line.sku
        title = line.name.text(in: languages)
        ordered = line.quantity
        added = reordered.added
        issue = reordered.obstacle.map {
            ReorderedCart.Issue(code: $0, message: $0.message.text(in: languages))
        }
    }
}

// swift-format-ignore
extension ReorderedCart.Obstacle {
    fileprivate var message: LocalizedText {
        switch self {
        case .notOnSale: OrderObstacle.notOnSale.message(of: nil)
        case .notInZone: OrderObstacle.notInZone.message(of: nil)
        case .cartFull: ["en": "was not added: the cart is full", "ar": "لم يُضف: السلة ممتلئة", "ku": "زیاد نەکرا: سەبەتەکە پڕە"]
        case .outOfStock: OrderObstacle.outOfStock.message(of: nil)
        case .otherQuantity: ["en": "can be ordered only in another quantity than before", "ar": "لا يمكن طلبه إلا بكمية مختلفة عن السابق", "ku": "تەنها بە بڕێکی جیاواز لە پێشوو داوا دەکرێت"]
        }
    }
}
