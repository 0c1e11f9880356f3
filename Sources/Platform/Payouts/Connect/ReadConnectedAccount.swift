import Kernel
import Store

/// Reads a payee's account at the provider again.
struct ReadConnectedAccount: Job {
    static let kind = "connect.read_account"
    static let policy = JobPolicy(queue: Connect.queue, attempts: 20)

    let reference: String

    func run(_ call: JobCall) async throws -> JobOutcome {
        let reference = reference
        let found = try await call.db.read { tx in try ConnectedAccount.find(reference: reference, tx) }
        guard let found else { return .cancel("of nobody here") }
        guard let gateway = call.site.dependencies.connect else { return .snooze(.hours(1)) }
        let readAt = call.now
        guard let snapshot = try await gateway.account(reference) else { return .cancel("unknown") }
        try await call.db.write { tx in try found.update(snapshot, readAt: readAt, tx) }
        return .done
    }
}

/// Has the accounts read whose last reading is old, and each week the transfers of two months, in case a webhook was lost;
/// asks about transfers without their job.
struct WatchConnect: Job {
    static let kind = "connect.watch"
    static let policy = JobPolicy(queue: .maintenance)

    private static let most = 500

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (old, before) = (call.now - .hours(6), call.now - .hours(2))
        try await call.db.write { tx in
            let accounts = try tx.values(
                """
                SELECT reference FROM connected_account
                 WHERE reference IS NOT NULL AND (read_at IS NULL OR read_at < \(old))
                 ORDER BY read_at NULLS FIRST LIMIT \(Self.most)
                """,
                as: String.self
            )
            let done = try tx.values(
                """
                SELECT reference FROM transfer
                 WHERE state = 'done' AND (read_at IS NULL OR read_at < \(call.now - .hours(7 * 24)) AND
                                           finished_at > \(call.now - .hours(60 * 24)))
                 ORDER BY read_at NULLS FIRST LIMIT \(Self.most)
                """,
                as: String.self
            )
            let transfers = try tx.values(
                "SELECT id FROM transfer WHERE state = 'pending' AND created_at < \(before) LIMIT \(Self.most)",
                as: ID<PayeeTransfer>.self
            )
            let reversals = try tx.values(
                """
                SELECT id FROM transfer_reversal WHERE state = 'pending' AND created_at < \(before) LIMIT \(Self.most)
                """,
                as: ID<TransferReversal>.self
            )
            for reference in accounts {
                try tx.enqueue(ReadConnectedAccount(reference: reference), unique: reference)
            }
            for reference in done { try tx.enqueue(ReadTransfer(reference: reference), unique: reference) }
            for id in transfers { try tx.enqueue(SendTransfer(transfer: id), unique: id.description) }
            for id in reversals { try tx.enqueue(SendReversal(reversal: id), unique: id.description) }
        }
        return .done
    }
}
