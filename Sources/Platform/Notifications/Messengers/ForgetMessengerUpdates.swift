import Kernel
import Store

/// Deletes old updates, and codes that nobody used.
struct ForgetMessengerUpdates: Job {
    static let kind = "messengers.forget"
    static let policy = JobPolicy(queue: .maintenance)
    /// Longer than messengers repeat an update.
    private static let retention = Duration.days(7)

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            try tx.execute("DELETE FROM messenger_update WHERE received_at < \(tx.now - Self.retention)")
            try tx.execute("DELETE FROM messenger_code WHERE expires_at <= \(tx.now)")
        }
        return .done
    }
}
