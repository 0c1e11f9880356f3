import Kernel
import Store

/// A subscription to the changes of a calendar: the service calls, and we read.
enum CalendarChannel {
    /// The longest life that is asked for; the service may give less.
    static let lifetime = Duration.days(7)

    /// The moment of renewal: at four fifths of its life.
    static func renewal(from start: Instant, until end: Instant) -> Instant {
        Instant(micros: start.micros + (end.micros - start.micros) / 5 * 4)
    }

    /// Whether a calendar has no subscription that is good for longer.
    static func isDue(of link: ID<CalendarLink>, _ tx: borrowing Tx) throws -> Bool {
        try !tx.exists(
            "SELECT 1 FROM calendar_channel WHERE link_id = \(link) AND resource IS NOT NULL AND renew_at > \(tx.now)"
        )
    }

    /// The link of a call with this channel and secret; nil for unknown ones.
    static func link(of channel: String, _ secret: String, _ tx: borrowing Tx) throws -> CalendarLink? {
        guard let id = ID<CalendarChannel>(channel) else { return nil }
        var known: (link: ID<CalendarLink>, hash: [UInt8])?
        try tx.forEach("SELECT link_id, hash FROM calendar_channel WHERE id = \(id)") { row in
            known = (try row.next(), try row.next())
        }
        guard let known, isSame(known.hash, SecretText.hash(secret)) else { return nil }
        return try CalendarLink.find(known.link, tx)
    }

    /// Ends all subscriptions of a link that goes.
    static func stopAll(of integration: Integration, at site: Site, _ tx: borrowing Tx) throws {
        // Google ends them with the grant; the rows go with the link.
        try tx.execute(
            """
            DELETE FROM calendar_channel WHERE link_id IN (
                SELECT id FROM calendar_link WHERE integration_id = \(integration.id))
            """
        )
    }
}
