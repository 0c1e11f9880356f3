import Kernel
import Platform
import Store
import Web

/// Routes for the cart of a shop owner.
enum Carts {
    static let routes = rows.tagged("Cart")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                            handler           needs
        Get   ("/cart",                    show,             .cart, "Get the cart",
              details: "Prices, promotions and stock are current. Products that can no longer be ordered stay in the cart with their issues.")
        Post  ("/cart/items",              add,              .cart, "Add a product to the cart",
              details: "If the product is already in the cart, the quantity is added to it. Stock, pack size and minimum quantity are checked when the order is placed.").idempotent.refuses(.cartFull)
        Put   ("/cart/items/{id}",         change,           .cart, "Set a cart item's quantity")
        Delete("/cart/items/{id}",         remove,           .cart, "Remove an item from the cart")
        Delete("/cart",                    clear,            .cart, "Clear the cart")
        Post  ("/cart/validate",           validate,         .cart, "Validate the cart",
              details: "Checks the goods and the delivery zone. Nothing is reserved.")
        Post  ("/cart/validate-checkout",  validateCheckout, .cart, "Validate the checkout",
              details: "Checks the cart, the delivery address and the expected total, as placing the order would. Nothing is reserved.")
        Post  ("/cart/quick-stock-check",  checkStock,       .cart, "Check product availability",
              details: "Compares stock with the requested quantities, or with those in the cart; calculates no prices.")
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

/// A product to add to the cart.
struct NewCartItem: Body {
    var productId: ID<Product>
    /// Number of pieces to add.
    var quantity: RequestedLine.Quantity

    /// Checks only that the product is on sale: a cart may be filled before the goods arrive.
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

/// The new quantity of a cart item.
struct CartItemChange: Body {
    /// Number of pieces, which replaces the current number.
    var quantity: RequestedLine.Quantity
}
