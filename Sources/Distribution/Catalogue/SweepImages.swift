import Kernel
import Platform
import Store

/// Deletes images without a product: abandoned uploads and replaced pictures.
struct SweepImages: Job {
    static let kind = "distribution.sweep_images"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    /// Longer than anyone takes to enter a product.
    private static let age = Duration.days(7)
    private static let batch = 200

    func run(_ call: JobCall) async throws -> JobOutcome {
        while try await call.db.write({ tx in try Self.sweep(tx) }) == Self.batch {}
        return .done
    }

    /// Returns the number deleted; images of deleted products stay, because old orders show them.
    static func sweep(_ tx: borrowing Tx) throws -> Int {
        let unnamed: [ID<StoredFile>] = try tx.values(
            """
            SELECT c.file_id FROM catalogue_image c
             WHERE c.created_at < \(tx.now - age)
               AND NOT EXISTS (SELECT 1 FROM product_image p WHERE p.file_id = c.file_id)
             ORDER BY c.file_id LIMIT \(batch)
            """
        )
        guard !unnamed.isEmpty else { return 0 }
        try tx.execute("DELETE FROM catalogue_image WHERE file_id \(in: unnamed)")
        try Files.discard(unnamed, tx)
        return unnamed.count
    }
}
