import Kernel
import Platform
import Web

/// An order to place, for the contents of the cart or for the given items; the server calculates all prices.
struct NewOrder: Body {
    /// The delivery address; null or absent means the default address.
    var addressId: ID<Address>?
    /// Products with their quantities; null or absent means the contents of the cart, which is then emptied.
    var items: [Item]?
    /// A message to the companies, which is kept with the orders; absent means none.
    var note: Order.Note?
    /// The total shown to the buyer, in Iraqi dinars; if the order costs anything else, nothing is ordered.
    var expectedTotal: Dinars?

    /// A product with the quantity to order.
    struct Item: Codable, Sendable {
        var productId: ID<Product>
        /// Number of pieces; quantities of a repeated product are added up.
        var quantity: RequestedLine.Quantity
    }

    /// Merges the items into one line per product.
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

/// The orders of one checkout, one for each company.
struct CheckoutView: View {
    /// Identifies the orders placed together; also a filter of the list of orders.
    var checkoutId: ID<Checkout>
    /// One order per company.
    var orders: [OrderView]
    /// Value of all goods before promotions, in Iraqi dinars.
    var subtotal: Dinars
    /// Total of all promotions, in Iraqi dinars.
    var discount: Dinars
    /// Delivery fees of all companies, in Iraqi dinars.
    var deliveryFee: Dinars
    /// Amount to pay for all orders, in Iraqi dinars: subtotal less discount plus delivery fee.
    var total: Dinars
}
