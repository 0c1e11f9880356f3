import Kernel
import Platform
import Store
import Web

/// The cart with its current price and everything that prevents it from being ordered.
struct CartView: View {
    /// The products in the order in which they were added.
    var items: [ItemView]
    /// Total number of pieces of all products.
    var quantity: Int
    /// True when the goods can be ordered as they are; the delivery address is not checked.
    var isOrderable: Bool
    /// The current price of the items on sale in the caller's zone, whatever their stock; absent without any.
    var quote: OrderQuoteView?

    /// One product in the cart.
    struct ItemView: Codable, Sendable {
        var id: ID<CartItem>
        var productId: ID<Product>
        /// The company's stock-keeping unit; absent when the product no longer exists.
        var sku: String?
        /// Product name in the language of the request; absent when the product no longer exists.
        var title: String?
        /// Product name in every language available; absent when the product no longer exists.
        var name: Name?
        /// The selling company; absent when the product no longer exists.
        var companyId: ID<Company>?
        /// The selling company's name in the language of the request; absent when the product no longer exists.
        var companyName: String?
        /// Number of pieces to order.
        var quantity: Int
        /// Price of one piece before promotions, in Iraqi dinars; absent when it is not on sale in the zone.
        var unitPrice: Dinars?
        /// Unit price times quantity, in Iraqi dinars; absent when it is not on sale in the zone.
        var subtotal: Dinars?
        /// The item's share of all promotions, in Iraqi dinars; absent when it is not on sale in the zone.
        var discount: Dinars?
        /// Subtotal less discount, in Iraqi dinars; absent when it is not on sale in the zone.
        var total: Dinars?
        /// Pieces in stock; 0 when the product no longer exists.
        var available: Int
        /// Smallest number of pieces per order; absent when the product no longer exists.
        var minimumQuantity: Int?
        /// Pieces per pack, of which only multiples can be ordered; absent when sold by the piece.
        var packSize: Int?
        /// Everything that prevents this item from being ordered; empty when nothing does.
        var issues: [CartIssue]
        /// The nearest quantity that can be ordered; absent without issues, or when nothing can be ordered.
        var suggestedQuantity: Int?
        /// When the product was first put into the cart.
        var addedAt: Instant
    }

    init(_ cart: Cart, in languages: [Language]) {
        items = cart.lines.map { line in
            ItemView(line, cart.quote?.lines.first { $0.product == line.item.product }, in: languages)
        }
        quantity = cart.lines.reduce(0) { $0 + $1.item.quantity }
        isOrderable = cart.isOrderable
        quote = cart.quote.map { OrderQuoteView($0, in: languages) }
    }
}

/// One reason why the cart, or an item in it, cannot be ordered.
struct CartIssue: Codable, Sendable {
    /// Stable code, such as `out_of_stock` for an item or `distribution.no_address` for the whole cart.
    var code: String
    /// Explanation in the language of the request.
    var message: String
    /// The cart item concerned; absent when the issue is about the whole cart.
    var itemId: ID<CartItem>?
    /// The product concerned; absent when the issue is about the whole cart.
    var productId: ID<Product>?
    /// Pieces of the product in the cart; absent when the issue is about the whole cart.
    var requested: Int?
    /// Pieces in stock; absent when the issue is about the whole cart.
    var available: Int?
    /// The nearest quantity that can be ordered; absent when there is none.
    var suggestedQuantity: Int?

    static func of(_ line: Cart.Line, in languages: [Language]) -> [CartIssue] {
        line.obstacles.map { obstacle in
            CartIssue(
                code: obstacle.rawValue,
                message: obstacle.message(of: line.orderable).text(in: languages),
                itemId: line.item.id,
                productId: line.item.product,
                requested: line.item.quantity,
                available: line.orderable.map(\.stock) ?? 0,
                suggestedQuantity: line.suggestion
            )
        }
    }

    init(_ problem: Problem.Code, in languages: [Language]) {
        code = problem.name
        message = problem.title.text(in: languages)
    }

    private init(
        code: String,
        message: String,
        itemId: ID<CartItem>?,
        productId: ID<Product>?,
        requested: Int?,
        available: Int?,
        suggestedQuantity: Int?
    ) {
        self.code = code
        self.message = message
        self.itemId = itemId
        self.productId = productId
        self.requested = requested
        self.available = available
        self.suggestedQuantity = suggestedQuantity
    }
}

extension CartView.ItemView {
    init(_ line: Cart.Line, _ quoted: QuotedLine?, in languages: [Language]) {
        let orderable = line.orderable
        id = line.item.id
        productId = line.item.product
        sku = orderable?.sku
        title = orderable?.name.text(in: languages)
        name = orderable?.name
        companyId = orderable?.company
        companyName = orderable?.companyName.text(in: languages)
        quantity = line.item.quantity
        unitPrice = quoted?.unitPrice
        subtotal = quoted?.subtotal
        discount = quoted?.discount
        total = quoted?.total
        available = orderable?.stock ?? 0
        minimumQuantity = orderable?.minimumQuantity
        packSize = orderable?.packSize
        issues = CartIssue.of(line, in: languages)
        suggestedQuantity = issues.isEmpty ? nil : line.suggestion
        addedAt = line.item.addedAt
    }
}
