import Kernel
import Platform
import Store
import Web

/// The result of checking a cart: whether it can be ordered, and everything that prevents it.
struct CartValidation: View {
    /// True when the checks of this request found no issues.
    var isValid: Bool
    /// Everything that prevents the order: issues of the whole cart first, then those of its items.
    var issues: [CartIssue]
    /// The delivery address of the order; absent without one, and when only the cart was validated.
    var addressId: ID<Address>?
    /// The delivery zone of the caller's shop; absent when it has none.
    var zoneId: ID<DeliveryZone>?
    var cart: CartView

    /// Checks the goods alone.
    init(_ cart: Cart, in languages: [Language]) {
        self.init(cart, [], in: languages)
    }

    /// Checks the goods, the delivery address and the expected total.
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

/// A checkout to validate.
struct CheckoutRequest: Body {
    /// The delivery address; null or absent means the default address.
    var addressId: ID<Address>?
    /// The total shown to the buyer, in Iraqi dinars; a different total is reported as an issue.
    var expectedTotal: Dinars?
}

/// Products and quantities whose availability is checked.
struct StockCheckRequest: Body {
    /// Products with their quantities; null or absent means the contents of the cart.
    var items: [NewOrder.Item]?
}

/// The availability of products in the requested quantities.
struct StockCheck: View {
    /// True when every product is available in the requested quantity.
    var isAvailable: Bool
    /// One entry per product, in the order of the request.
    var items: [ItemView]

    /// The availability of one product.
    struct ItemView: Codable, Sendable {
        var productId: ID<Product>
        /// Requested quantity in pieces; quantities of a repeated product are added up.
        var requested: Int
        /// Pieces in stock; 0 when the product is not on sale or not delivered to the caller's zone.
        var available: Int
        /// True when the stock covers the requested quantity.
        var isAvailable: Bool
        /// The nearest quantity that can be ordered; absent when the stock suffices or nothing can be ordered.
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
