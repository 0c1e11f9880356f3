import Kernel
import Platform
import Store
import Web

/// Whether the cart could be ordered, and everything that stands in the way.
struct CartValidation: View {
    var isValid: Bool
    var issues: [CartIssue]
    /// Where it would go.
    var addressId: ID<Address>?
    var zoneId: ID<DeliveryZone>?
    var cart: CartView

    /// The goods alone.
    init(_ cart: Cart, in languages: [Language]) {
        self.init(cart, [], in: languages)
    }

    /// With what an order needs beside goods.
    init(_ cart: Cart, for checkout: CheckoutRequest?, in languages: [Language]) {
        var codes: [Problem.Code] = []
        if cart.buyer.address == nil { codes.append(.noAddress) }
        if let expected = checkout?.expectedTotal, expected != cart.quote?.total ?? .zero {
            codes.append(.totalChanged)
        }
        self.init(cart, codes, in: languages)
        addressId = cart.buyer.address?.id
    }

    private init(_ cart: Cart, _ codes: [Problem.Code], in languages: [Language]) {
        var codes = codes
        if cart.lines.isEmpty { codes.append(.cartEmpty) }
        if !cart.buyer.isZoneActive { codes.append(.noZone) }
        issues =
            codes.map { CartIssue($0, in: languages) }
            + cart.lines.flatMap { CartIssue.of($0, in: languages) }
        isValid = issues.isEmpty
        zoneId = cart.buyer.zone
        self.cart = CartView(cart, in: languages)
    }
}

/// An order that is thought of: null, or absent, is the default address.
struct CheckoutRequest: Body {
    var addressId: ID<Address>?
    var expectedTotal: Dinars?
}

/// What is wanted of products; without items what is in the cart.
struct StockCheckRequest: Body {
    var items: [NewOrder.Item]?
}

/// Whether there is enough of everything.
struct StockCheck: View {
    var isAvailable: Bool
    var items: [ItemView]

    struct ItemView: Codable, Sendable {
        var productId: ID<Product>
        var requested: Int
        var available: Int
        var isAvailable: Bool
        var suggestedQuantity: Int?
    }

    init(_ requestedLines: [RequestedLine], _ orderables: [ID<Product>: OrderableProduct]) {
        items = requestedLines.map { requested in
            let orderable = orderables[requested.product]
            let stock = orderable.map { $0.isOrderable ? $0.stock : 0 } ?? 0
            return ItemView(
                productId: requested.product,
                requested: requested.quantity,
                available: stock,
                isAvailable: stock >= requested.quantity,
                suggestedQuantity: stock >= requested.quantity
                    ? nil : orderable?.suggestion(for: requested.quantity)
            )
        }
        isAvailable = items.allSatisfy(\.isAvailable)
    }
}
