import Kernel
import Store

/// Has every linked calendar read, renews the subscriptions, and warns people when theirs has not been read for an hour.
struct ReadCalendars: Job {
    static let kind = "integrations.read_calendars"
    static let policy = JobPolicy(queue: Integrations.queue)

    private static let batch = 500

    func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        guard site.dependencies.google != nil else { return .cancel("Google is not configured") }
        var last: ID<CalendarLink>?
        repeat {
            let after = last
            last = try await call.db.write { tx in try Self.ask(after: after, tx) }
        } while last != nil
        try await call.db.write { tx in
            let stale: [Integration] = try tx.all(
                """
                SELECT \(Integration.columns) FROM integration i
                 WHERE i.warned_at IS NULL AND i.listed_at IS NOT NULL AND \(CalendarLinks.isStale(at: tx.now))
                   AND NOT EXISTS (SELECT 1 FROM calendar_link n
                                    WHERE n.integration_id = i.id AND n.is_read AND n.read_at IS NULL
                                      AND i.linked_at > \(tx.now - CalendarLinks.patience))
                 ORDER BY i.id
                """
            )
            for integration in stale { try integration.warn(at: site, tx) }
        }
        return .done
    }

    /// The last one of the batch; nil when there are no more.
    private static func ask(after last: ID<CalendarLink>?, _ tx: borrowing Tx) throws -> ID<CalendarLink>? {
        let further: SQL? = last.map { "AND c.id > \($0)" }
        let links: [CalendarLink] = try tx.all(
            """
            SELECT \(CalendarLink.columns) FROM calendar_link c JOIN integration i ON i.id = c.integration_id
             WHERE c.is_read AND i.state = 'linked' \(further) ORDER BY c.id LIMIT \(batch)
            """
        )
        for link in links {
            try link.askForReading(tx)
            if try link.isDetailed && CalendarChannel.isDue(of: link.id, tx) {
                try tx.enqueue(WatchCalendar(link: link.id), unique: link.id.description)
            }
        }
        return links.last?.id
    }
}
