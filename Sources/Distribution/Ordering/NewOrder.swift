import Kernel
import Platform
import Web

/// An order as it is asked for: of what is in the cart, or of what is said here; prices are never the caller's to say.
struct NewOrder: Body {
    /// Null, or absent, is the default address.
    var addressId: ID<Address>?
    /// Null, or absent, is what is in the cart, which is empty then.
    var items: [Item]?
    var note: Order.Note?
    /// What the caller was told it costs: when it costs something else by now, nothing is ordered.
    var expectedTotal: Dinars?

    struct Item: Codable, Sendable {
        var productId: ID<Product>
        var quantity: RequestedLine.Quantity
    }

    /// One for each product.
    static func requestedLines(_ items: [Item]) throws -> [RequestedLine] {
        guard !items.isEmpty else { throw invalid(Refusal(.tooFew(1))) }
        let requestedLines = items.enumerated().map { index, item in
            RequestedLine(
                product: item.productId,
                quantity: item.quantity.value,
                pointer: "/items/\(index)/quantity"
            )
        }
        let merged = try requestedLines.merged()
        guard merged.count <= RequestedLine.maximumProducts, items.count <= 10 * RequestedLine.maximumProducts
        else {
            throw invalid(Refusal(.tooMany(RequestedLine.maximumProducts)))
        }
        return merged
    }

    private static func invalid(_ refusal: Refusal) -> Problem {
        Problem(.invalid, faults: [Problem.Fault("/items", refusal)])
    }
}

/// The orders that were placed together.
struct CheckoutView: View {
    var checkoutId: ID<Checkout>
    var orders: [OrderView]
    var subtotal: Dinars
    var discount: Dinars
    var deliveryFee: Dinars
    var total: Dinars
}
