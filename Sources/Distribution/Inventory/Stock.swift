import Kernel
import Platform
import Store

/// A change of one product's stock; a list contains each product at most once.
struct StockChange: Sendable {
    let product: ID<Product>
    /// Units added, or removed when negative; never zero.
    let quantity: Int
    /// The order it belongs to, where the orders of one call differ.
    var order: ID<Order>?

    /// One change per product, with the sum of its quantities.
    static func list(of pieces: [(product: ID<Product>, quantity: Int)]) -> [StockChange] {
        Dictionary(pieces.map { ($0.product, $0.quantity) }, uniquingKeysWith: +)
            .map { StockChange(product: $0.key, quantity: $0.value) }
    }
}

/// The stock of a product before and after a movement.
struct StockLevel: Sendable {
    let product: ID<Product>
    let before: Int
    let after: Int
    let threshold: Int
    let company: ID<Company>

    var hasRunOut: Bool { before > 0 && after == 0 }
    var hasRunLow: Bool { after > 0 && after <= threshold && before > threshold }
}

/// A product with less stock than requested.
struct Shortage: Sendable {
    let product: ID<Product>
    let requested: Int
    let available: Int
}

extension Problem {
    /// Lists each product with too little stock; the figures of the first are repeated outside the list.
    static func outOfStock(_ shortages: [Shortage], faults: [Fault] = []) -> Problem {
        let lacking = shortages.map { shortage -> JSONValue in
            [
                "product_id": .string(shortage.product.description),
                "requested": .integer(Int64(shortage.requested)),
                "available": .integer(Int64(shortage.available)),
            ]
        }
        var extras: [String: JSONValue] = ["lacking": .array(lacking)]
        extras["product_id"] = lacking.first?["product_id"]
        extras["available"] = lacking.first?["available"]
        return Problem(.outOfStock, faults: faults, extras: extras)
    }
}

/// The stock ledger: a product's stock is the sum of its movements.
enum Stock {
    /// A counted stock, in units.
    typealias Count = Ranged<0, 1_000_000_000>
    /// The units that one movement adds, or removes when negative.
    typealias Change = Ranged<-1_000_000_000, 1_000_000_000>

    /// The cause of a stock movement.
    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Units taken by an order.
        case sale
        /// Units put back in stock by a cancelled order or by a return of a delivered one.
        case cancel
        /// Units that came in.
        case restock
        /// The difference between a count and the ledger.
        case correction
        /// Units written off.
        case damage
    }

    /// Applies all changes or none, in the order of the product ids, so that two orders never deadlock.
    ///
    /// Fails with ``Problem/Code/outOfStock``, which lists the shortages, if a stock would fall below zero. Vendors are
    /// notified of products that run low or out, and waiting shop owners of products that come in.
    @discardableResult
    static func move(
        _ changes: [StockChange],
        _ kind: Kind,
        because reason: String? = nil,
        for order: ID<Order>? = nil,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> [StockLevel] {
        var levels: [StockLevel] = []
        for change in changes.sorted(by: { $0.product < $1.product }) {
            let level = try apply(change, tx)
            let movement = tx.newID(of: StockMovement.self)
            try tx.post(
                """
                INSERT INTO stock_movement (id, product_id, kind, quantity, stock_after, reason, order_id, by_account, at)
                VALUES (\(movement), \(change.product), \(kind), \(change.quantity), \(level.after), \(reason),
                        \(change.order ?? order), \(actor.account), \(tx.now))
                """
            )
            try StockAlarm.raise(for: level, tx)
            if change.quantity > 0 { try NotifyBackInStock.enqueue(after: movement, change, tx) }
            levels.append(level)
        }
        return levels
    }

    private static func apply(_ change: StockChange, _ tx: borrowing Tx) throws -> StockLevel {
        let after: Level? = try tx.first(
            """
            UPDATE product SET stock = stock + \(change.quantity), updated_at = \(tx.now)
             WHERE id = \(change.product) AND stock + \(change.quantity) >= 0
            RETURNING stock, low_stock_threshold, company_id
            """
        )
        guard let after else {
            let stock = try tx.value("SELECT stock FROM product WHERE id = \(change.product)", as: Int.self)
            let shortage = Shortage(
                product: change.product,
                requested: -change.quantity,
                available: stock ?? 0
            )
            throw Problem.outOfStock([shortage])
        }
        return StockLevel(
            product: change.product,
            before: after.stock - change.quantity,
            after: after.stock,
            threshold: after.threshold,
            company: after.company
        )
    }

    private struct Level: RowDecodable {
        let stock: Int
        let threshold: Int
        let company: ID<Company>

        init(_ row: inout Row) throws {
            stock = try row.next()
            threshold = try row.next()
            company = try row.next()
        }
    }
}
