import Kernel
import Store

/// Erases the data of consents that were withdrawn long enough ago, every day.
struct EraseWithdrawn: Job {
    static let kind = "privacy.erase_withdrawn"
    static let policy = JobPolicy(queue: .maintenance, timeout: .hours(1))

    func run(_ call: JobCall) async throws -> JobOutcome {
        for withdrawn in WithdrawnPurpose.all(of: call.site.product) {
            while try await call.db.write({ tx in try Self.eraseBatch(withdrawn, tx) }) {}
        }
        return .done
    }

    /// Reads and erases in one transaction: a consent given meanwhile counts.
    private static func eraseBatch(_ withdrawn: WithdrawnPurpose, _ tx: borrowing Tx) throws -> Bool {
        let accounts = try withdrawn.due(tx)
        for account in accounts { try withdrawn.erase(account, tx) }
        return !accounts.isEmpty
    }
}
