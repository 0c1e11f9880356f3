import Kernel
import Platform
import Store
import Web

/// A stock update of one product: either the counted stock or a change.
struct StockCount: Body {
    /// Counted stock in units; the difference is recorded as a correction unless `kind` says otherwise.
    var stock: Stock.Count?
    /// Units to add, or to remove when negative; not together with `stock`, and never 0.
    var change: Stock.Change?
    /// The movement to record; by default `restock` for a positive `change` and `correction` otherwise.
    var kind: ManualMovement?
    /// Note kept with the movement; none when absent.
    var reason: Line<1, 500>?
    /// The stock that the caller last saw; any other current stock is refused with 412.
    ///
    /// Not checked when absent.
    var expectedStock: Int?
}

/// A stock movement that people record by hand; sales and cancellations belong to orders.
enum ManualMovement: String, Codable, CaseIterable, Sendable {
    /// Units that came in; the change must be positive.
    case restock
    /// The difference between a count and the ledger, in either direction.
    case correction
    /// Units written off; the change must be negative.
    case damage

    var kind: Stock.Kind {
        switch self {
        case .restock: .restock
        case .correction: .correction
        case .damage: .damage
        }
    }

    func takes(_ quantity: Int) -> Bool {
        switch self {
        case .restock: quantity > 0
        case .damage: quantity < 0
        case .correction: true
        }
    }
}

/// Stock updates by hand.
enum StockDesk {
    static func update(
        _ id: ID<Product>,
        _ count: StockCount,
        by call: Call,
        _ tx: borrowing Tx
    ) throws -> StockView {
        let product = try Product.find(id, within: call.scope(of: .stockManage), tx)
        if let expected = count.expectedStock, expected != product.stock {
            throw Problem(.stale, extras: ["stock": .integer(Int64(product.stock))])
        }
        let quantity = try quantity(of: count, from: product.stock)
        guard quantity != 0 else { return StockView(product) }
        let movement = count.kind ?? (count.stock == nil && quantity > 0 ? .restock : .correction)
        guard movement.takes(quantity) else {
            throw Problem(.invalid, faults: [Problem.Fault("/kind", .wrongDirection)])
        }
        guard product.stock + quantity <= maximumStock else {
            throw Problem(
                .invalid,
                faults: [Problem.Fault("/change", Refusal(.outOfRange(0...maximumStock)))]
            )
        }
        let change = StockChange(product: id, quantity: quantity)
        let levels = try Stock.move(
            [change],
            movement.kind,
            because: count.reason?.rawValue,
            by: call.actor,
            tx
        )
        return StockView(product.with(stock: levels.first?.after ?? product.stock))
    }

    private static let maximumStock = 1_000_000_000_000

    private static func quantity(of count: StockCount, from stock: Int) throws -> Int {
        switch (count.stock?.value, count.change?.value) {
        case (let wanted?, nil): return wanted - stock
        case (nil, let change?):
            guard change != 0 else {
                throw Problem(.invalid, faults: [Problem.Fault("/change", .changesNothing)])
            }
            return change
        case (nil, nil): throw Problem(.invalid, faults: [Problem.Fault("/stock", Refusal(.required))])
        case (_?, _?): throw Problem(.invalid, faults: [Problem.Fault("/change", .stockAndChange)])
        }
    }
}

/// The stock of a product.
struct StockView: View {
    var productId: ID<Product>
    /// The seller's product code, in upper case.
    var sku: SKU
    /// The seller.
    var companyId: ID<Company>
    /// Every translation.
    var name: Name
    /// The number of pieces on hand now.
    var stock: Int
    /// At or below this stock the status is `low`.
    var lowStockThreshold: Int
    /// The stock level.
    var status: Status
    /// Time of the last change of the product or its stock.
    var updatedAt: Instant

    /// The stock level of a product.
    enum Status: String, Codable, CaseIterable, Sendable {
        /// Above the low-stock threshold.
        case plenty
        /// At or below the low-stock threshold, but not out of stock.
        case low
        /// Out of stock.
        case out
    }

    init(_ product: Product) {
        productId = product.id
        sku = product.sku
        companyId = product.company
        name = product.name
        stock = product.stock
        lowStockThreshold = product.lowStockThreshold
        status = stock == 0 ? .out : stock <= lowStockThreshold ? .low : .plenty
        updatedAt = product.updatedAt
    }
}
