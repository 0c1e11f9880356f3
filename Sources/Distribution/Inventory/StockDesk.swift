import Kernel
import Platform
import Store
import Web

/// How the stock of one product is to change: what there is now, or how many come or go.
struct StockCount: Body {
    /// What was counted; what differs is moved as a correction.
    var stock: Stock.Count?
    /// Added when positive, taken when negative; not beside `stock`.
    var change: Stock.Change?
    /// `restock` for more and `correction` for less when absent; sales and their cancelling belong to orders.
    var kind: ManualMovement?
    var reason: Line<1, 500>?
    /// The stock that the caller saw; refused with 412 when it is another by now.
    var expectedStock: Int?
}

/// What people move by hand.
enum ManualMovement: String, Codable, CaseIterable, Sendable {
    case restock, correction, damage

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

/// Changes of stock by hand.
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

/// What there is of a product.
struct StockView: View {
    var productId: ID<Product>
    var sku: SKU
    var companyId: ID<Company>
    var name: Name
    var stock: Int
    var lowStockThreshold: Int
    var status: Status
    var updatedAt: Instant

    enum Status: String, Codable, CaseIterable, Sendable {
        case plenty, low, out
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
