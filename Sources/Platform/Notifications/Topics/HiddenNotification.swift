import Kernel
import Store

/// The removal of a notification from its recipient's list, before its time.
enum HiddenNotification {
    /// Deliveries that still wait are dropped: the recipient has seen the message.
    static func hide(_ call: Call, id: ID<NoticeRow>) async throws -> NotificationView {
        let account = try call.account
        return try await call.db.write { tx in
            let hidden = try tx.execute(
                """
                UPDATE notice SET read_at = COALESCE(read_at, \(tx.now)), expires_at = \(tx.now)
                 WHERE id = \(id) AND account_id = \(account) AND shown_at IS NOT NULL
                   AND (expires_at IS NULL OR expires_at > \(tx.now))
                """
            )
            guard hidden == 1 else { throw Problem(.notFound) }
            return try tx.one("SELECT \(NotificationView.columns) FROM notice n WHERE n.id = \(id)")
        }
    }
}
