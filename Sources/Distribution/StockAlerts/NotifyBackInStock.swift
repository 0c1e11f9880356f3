import Kernel
import Platform
import Store

/// Tells those who wait for a product that it is back: the first who asked first, as many as came in, once.
struct NotifyBackInStock: Job {
    static let kind = "distribution.wake_waiting"

    let product: ID<Product>
    /// The movement that brought it in.
    let movement: ID<StockMovement>
    let quantity: Int

    private static let batch = 100

    /// When someone waits; what comes in for nobody wakes nobody.
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

    /// Who was told of this movement counts, so that a job that runs twice tells nobody more.
    private func notifyBatch(_ tx: borrowing Tx) throws -> Int {
        let product = try Product.find(product, tx)
        guard product.deletedAt == nil, product.isActive else { return 0 }
        let told = try tx.value(
            "SELECT COUNT(*) FROM notify_me WHERE wake_id = \(movement)",
            as: Int.self
        )
        // Of what has been sold meanwhile nobody needs to hear.
        let left = min(quantity, product.stock) - (told ?? 0)
        return try NotifyMe.notify(product, atMost: min(left, Self.batch), wake: movement.cast(), tx)
    }
}
