import Kernel
import Platform
import Store

/// What changes the stock of a product, one product at most once.
struct StockChange: Sendable {
    let product: ID<Product>
    /// Added when positive, taken when negative; never zero.
    let quantity: Int
    /// What it was taken for, where the orders of one call differ.
    var order: ID<Order>?

    /// One for each product, with as many pieces as there are of it altogether.
    static func list(of pieces: [(product: ID<Product>, quantity: Int)]) -> [StockChange] {
        Dictionary(pieces.map { ($0.product, $0.quantity) }, uniquingKeysWith: +)
            .map { StockChange(product: $0.key, quantity: $0.value) }
    }
}

/// How much there is of a product after a movement.
struct StockLevel: Sendable {
    let product: ID<Product>
    let before: Int
    let after: Int
    let threshold: Int
    let company: ID<Company>

    var hasRunOut: Bool { before > 0 && after == 0 }
    var hasRunLow: Bool { after > 0 && after <= threshold && before > threshold }
}

/// A product of which more is asked for than there is.
struct Shortage: Sendable {
    let product: ID<Product>
    let requested: Int
    let available: Int
}

extension Problem {
    /// Lists each product that lacks with its stock; the first one's stands outside of the list too.
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

/// The ledger of stock: what a product has is the sum of its movements.
enum Stock {
    /// The stock that a count may state.
    typealias Count = Ranged<0, 1_000_000_000>
    /// The pieces that one movement may add or take.
    typealias Change = Ranged<-1_000_000_000, 1_000_000_000>

    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        case sale, cancel, restock, correction, damage
    }

    /// Moves all of it or nothing, in the order of the products' identities, so that two orders never wait for each other.
    ///
    /// Fails with ``Problem/Code/outOfStock``, which names what lacks, when something would fall below zero. Who has to
    /// know is told: of what runs low or out those who sell it, of what comes in those who wait for it.
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
