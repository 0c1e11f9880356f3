import Kernel
import Store

/// The linked calendars of an account.
package enum CalendarLinks {
    /// How old a reading may be before it proves nothing free.
    package static let patience = Duration.minutes(60)

    /// Whether the account has a linked calendar that cannot be relied on: its grant is broken, or its last reading is over
    /// an hour old.
    package static func isStale(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            "SELECT 1 FROM integration i WHERE i.account_id = \(account) AND \(isStale(at: tx.now))"
        )
    }

    /// The condition that a link `i` cannot be relied on.
    static func isStale(at now: Instant) -> SQL {
        """
        i.has_calendar AND (i.state = 'broken' OR i.listed_at IS NULL OR EXISTS (
            SELECT 1 FROM calendar_link s
             WHERE s.integration_id = i.id AND s.is_read AND (s.read_at IS NULL OR s.read_at < \(now - patience))))
        """
    }

    /// Has the account's calendars read from the beginning, as when its zone has changed: days begin elsewhere now.
    package static func readAnew(of account: ID<Account>, _ tx: borrowing Tx) throws {
        guard let integration = try Integration.working(.calendar, of: account, tx) else { return }
        for link in try CalendarLink.all(of: integration.id, tx) where link.isRead {
            try tx.execute(
                "UPDATE calendar_link SET sync_token = NULL, reading = reading + 1 WHERE id = \(link.id)"
            )
            try link.askForReading(tx)
        }
    }
}
