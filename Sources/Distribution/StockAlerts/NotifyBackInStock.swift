import Kernel
import Platform
import Store

/// Sends the stock alerts of a restocked product in queue order, one per unit that came in, once per restock.
struct NotifyBackInStock: Job {
    static let kind = "distribution.wake_waiting"

    let product: ID<Product>
    /// The movement that raised the stock.
    let movement: ID<StockMovement>
    let quantity: Int

    private static let batch = 100

    /// Enqueues the job only if an alert is waiting.
    static func enqueue(
        after movement: ID<StockMovement>,
        _ change: StockChange,
        _ tx: borrowing Tx
    ) throws {
        let someoneWaits = try tx.exists(
            "SELECT 1 FROM notify_me WHERE product_id = \(change.product) AND notified_at IS NULL"
        )
        guard someoneWaits else { return }
        try tx.enqueue(
            NotifyBackInStock(product: change.product, movement: movement, quantity: change.quantity)
        )
    }

    func run(_ call: JobCall) async throws -> JobOutcome {
        while try await call.db.write({ tx in try notifyBatch(tx) }) == Self.batch {}
        return .done
    }

    /// Alerts already sent for this movement count, so a job that runs twice sends no more.
    private func notifyBatch(_ tx: borrowing Tx) throws -> Int {
        let product = try Product.find(product, tx)
        guard product.deletedAt == nil, product.isActive else { return 0 }
        let told = try tx.value(
            "SELECT COUNT(*) FROM notify_me WHERE wake_id = \(movement)",
            as: Int.self
        )
        // Units sold in the meantime need no alert.
        let left = min(quantity, product.stock) - (told ?? 0)
        return try NotifyMe.notify(product, atMost: min(left, Self.batch), wake: movement.cast(), tx)
    }
}
