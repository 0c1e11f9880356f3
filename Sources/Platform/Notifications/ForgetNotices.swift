import Kernel
import Store

/// Deletes old notices, those to addresses without an account sooner, and devices that have not been seen for long.
struct ForgetNotices: Job {
    static let kind = "notifications.forget"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    static let retention = Duration.days(365)
    /// For addresses of people who may never have become users.
    static let strangerRetention = Duration.days(30)
    private static let batch = 1_000

    func run(_ call: JobCall) async throws -> JobOutcome {
        while try await call.db.write({ tx in try Self.forget(tx) }) == Self.batch {}
        return .done
    }

    private static func forget(_ tx: borrowing Tx) throws -> Int {
        try NoticeBundle.forget(tx)
        try PushDevice.forgetUnseen(tx)
        return try tx.execute(
            """
            DELETE FROM notice WHERE id IN (
                SELECT id FROM notice
                 WHERE created_at < \(tx.now - retention)
                    OR (created_at < \(tx.now - strangerRetention) AND address IS NOT NULL)
                 ORDER BY created_at LIMIT \(batch))
            """
        )
    }
}
