import Kernel
import Store

/// Deletes expired login data.
///
/// Wrong passwords and unused tokens after a day, unconfirmed registrations when their link expires, sessions a month
/// after their end, devices a year after their last login.
package struct ForgetSessions: Job {
    package static let kind = "accounts.forget_sessions"
    package static let policy = JobPolicy(queue: .maintenance)

    package init() {}

    package func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in try Self.forget(tx) }
        return .done
    }

    static func forget(_ tx: borrowing Tx) throws {
        try tx.execute(
            "DELETE FROM login_attempt WHERE last_at < \(tx.now - .days(1)) AND (clear_at IS NULL OR clear_at < \(tx.now))"
        )
        try tx.execute("DELETE FROM mail_allowance WHERE started_at < \(tx.now - .days(2))")
        try tx.execute("DELETE FROM mailed_token WHERE expires_at < \(tx.now - .days(1))")
        try tx.execute("DELETE FROM login_challenge WHERE expires_at < \(tx.now)")
        try tx.execute("DELETE FROM password_request WHERE created_at < \(tx.now - .days(1))")
        try tx.execute("DELETE FROM phone_request WHERE created_at < \(tx.now - .days(1))")
        try tx.execute("DELETE FROM phone_code WHERE expires_at < \(tx.now)")
        try tx.execute("DELETE FROM registration WHERE expires_at < \(tx.now)")
        try tx.execute("DELETE FROM known_device WHERE last_seen_at < \(tx.now - .days(365))")
        try tx.execute("DELETE FROM session WHERE expires_at < \(tx.now - .days(30))")
        try tx.execute("DELETE FROM session WHERE revoked_at < \(tx.now - .days(30))")
    }
}
