import Kernel
import Platform
import Store
import Web

/// The cart with what it costs now and what stands in the way of ordering it.
struct CartView: View {
    var items: [ItemView]
    /// How many pieces are in it altogether.
    var quantity: Int
    /// Whether it can be ordered as it is.
    var isOrderable: Bool
    /// Of what can be ordered.
    var quote: OrderQuoteView?

    struct ItemView: Codable, Sendable {
        var id: ID<CartItem>
        var productId: ID<Product>
        var sku: String?
        var title: String?
        var name: Name?
        var companyId: ID<Company>?
        var companyName: String?
        var quantity: Int
        /// Nil when it cannot be ordered.
        var unitPrice: Dinars?
        var subtotal: Dinars?
        var discount: Dinars?
        var total: Dinars?
        var available: Int
        var minimumQuantity: Int?
        var packSize: Int?
        var issues: [CartIssue]
        var suggestedQuantity: Int?
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

/// One thing that keeps something from being ordered.
struct CartIssue: Codable, Sendable {
    var code: String
    var message: String
    var itemId: ID<CartItem>?
    var productId: ID<Product>?
    var requested: Int?
    var available: Int?
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
