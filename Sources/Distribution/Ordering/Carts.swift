import Kernel
import Platform
import Store
import Web

/// The cart of a shop owner.
enum Carts {
    static let routes = rows.tagged("Cart")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                            handler           needs
        Get   ("/cart",                    show,             .cart, "The cart, with what it costs now")
        Post  ("/cart/items",              add,              .cart, "Put a product into the cart; more of one that is in it already").idempotent.refuses(.cartFull)
        Put   ("/cart/items/{id}",         change,           .cart, "Another quantity")
        Delete("/cart/items/{id}",         remove,           .cart, "Take a product out of the cart")
        Delete("/cart",                    clear,            .cart, "Empty the cart")
        Post  ("/cart/validate",           validate,         .cart, "Whether what is in the cart could be ordered")
        Post  ("/cart/validate-checkout",  validateCheckout, .cart, "Whether an order could be placed now, and what it would cost")
        Post  ("/cart/quick-stock-check",  checkStock,       .cart, "Whether there is enough of everything, without prices")
    }

    static func show(_ call: Call) async throws -> CartView {
        let me = try call.account
        return try await call.db.read { tx in
            CartView(try Cart.load(of: me, call.site.localCache, tx), in: call.languages)
        }
    }

    static func add(_ call: Call, body: NewCartItem) async throws -> Created<CartView> {
        let me = try call.account
        return try await call.db.write { tx in
            try body.checkProduct(tx)
            _ = try CartItem.add(body.quantity.value, of: body.productId, for: me, tx)
            let cart = try Cart.load(of: me, call.site.localCache, tx)
            return Created(CartView(cart, in: call.languages), at: "/cart")
        }
    }

    static func change(_ call: Call, id: ID<CartItem>, body: CartItemChange) async throws -> CartView {
        let me = try call.account
        return try await call.db.write { tx in
            _ = try CartItem.find(id, within: call.scope, tx).changed(to: body.quantity.value, tx)
            return CartView(try Cart.load(of: me, call.site.localCache, tx), in: call.languages)
        }
    }

    static func remove(_ call: Call, id: ID<CartItem>) async throws -> NoContent {
        try await call.db.write { tx in
            try CartItem.find(id, within: call.scope, tx).delete(tx)
            return NoContent()
        }
    }

    static func clear(_ call: Call) async throws -> NoContent {
        let me = try call.account
        return try await call.db.write { tx in
            try CartItem.clear(of: me, tx)
            return NoContent()
        }
    }

    static func validate(_ call: Call) async throws -> CartValidation {
        let me = try call.account
        return try await call.db.read { tx in
            CartValidation(try Cart.load(of: me, call.site.localCache, tx), in: call.languages)
        }
    }

    static func validateCheckout(_ call: Call, body: CheckoutRequest?) async throws -> CartValidation {
        let me = try call.account
        return try await call.db.read { tx in
            let cart = try Cart.load(of: me, to: body?.addressId, call.site.localCache, tx)
            return CartValidation(cart, for: body, in: call.languages)
        }
    }

    static func checkStock(_ call: Call, body: StockCheckRequest?) async throws -> StockCheck {
        let me = try call.account
        let asked = try body?.items.map { try NewOrder.requestedLines($0) }
        return try await call.db.read { tx in
            let requestedLines = try asked ?? CartItem.list(of: me, tx).map(\.requested)
            let zone = try Buyer.find(me, to: nil, tx).deliveryZone
            return StockCheck(
                requestedLines,
                try OrderableProduct.load(requestedLines.map(\.product), in: zone, tx)
            )
        }
    }
}

struct NewCartItem: Body {
    var productId: ID<Product>
    var quantity: RequestedLine.Quantity

    /// Stock, packs and the least quantity are looked at when it is ordered: a cart may be filled before the goods come.
    fileprivate func checkProduct(_ tx: borrowing Tx) throws {
        let isKnown = try tx.exists(
            "SELECT 1 FROM product p WHERE p.id = \(productId) AND \(Product.onSale)"
        )
        guard isKnown else {
            let refusal = OrderObstacle.notOnSale.refusal(of: nil)
            throw Problem(.invalid, faults: [Problem.Fault("/product_id", refusal)])
        }
    }
}

struct CartItemChange: Body {
    var quantity: RequestedLine.Quantity
}
