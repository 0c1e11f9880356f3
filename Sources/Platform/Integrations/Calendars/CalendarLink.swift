import Kernel
import Store

/// A calendar of a linked account: whether its times block ours, and whether our events go into it.
package struct CalendarLink: Record, Sendable {
    package let id: ID<CalendarLink>
    let integration: ID<Integration>
    package let resource: ID<BookingResource>
    /// The service's name of it.
    let calendar: String
    package let name: String
    let isPrimary: Bool
    /// Whether its events can be listed; of others only the busy times are shown.
    let isDetailed: Bool
    package let isWritable: Bool
    package let isRead: Bool
    package let isWritten: Bool
    /// From the last complete list; nil before.
    let syncToken: String?
    /// The beginning of the last complete reading.
    package let readAt: Instant?
    /// The number of readings, by which one that was overtaken is noticed.
    let reading: Int64
    /// The number of times that somebody asked for a reading.
    let asked: Int64

    package static let columns: SQL =
        """
        c.id, c.integration_id, c.resource_id, c.calendar, c.name, c.is_primary, c.is_detailed, c.is_writable, c.is_read,
        c.is_written, c.sync_token, c.read_at, c.reading, c.asked
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        integration = try row.next()
        resource = try row.next()
        calendar = try row.next()
        name = try row.next()
        isPrimary = try row.next()
        isDetailed = try row.next()
        isWritable = try row.next()
        isRead = try row.next()
        isWritten = try row.next()
        syncToken = try row.next()
        readAt = try row.next()
        reading = try row.next()
        asked = try row.next()
    }
}

extension CalendarLink {
    /// The source of its times among those of the resource.
    var source: String { "google:\(id)" }

    /// The calendar in paths of the service's API.
    var path: String { "/calendar/v3/calendars/\(StripeForm.escaped(calendar))" }

    static func find(_ id: ID<CalendarLink>, _ tx: borrowing Tx) throws -> CalendarLink? {
        try tx.first("SELECT \(columns) FROM calendar_link c WHERE c.id = \(id)")
    }

    /// The calendars of a link, the person's own first.
    package static func all(of integration: ID<Integration>, _ tx: borrowing Tx) throws -> [CalendarLink] {
        try tx.all(
            """
            SELECT \(columns) FROM calendar_link c WHERE c.integration_id = \(integration)
             ORDER BY c.is_primary DESC, c.name, c.id
            """
        )
    }

    /// Forgets what was read: nothing of it blocks any more.
    func forgetReading(_ tx: borrowing Tx) throws {
        try OutsideBusy.removeAll(source: source, of: resource, tx)
        try tx.execute(
            """
            UPDATE calendar_link SET sync_token = NULL, read_at = NULL, reading = reading + 1 WHERE id = \(id)
            """
        )
    }

    /// Has the calendar read soon, also when a reading is under way.
    func askForReading(_ tx: borrowing Tx) throws {
        try tx.execute("UPDATE calendar_link SET asked = asked + 1 WHERE id = \(id)")
        if isDetailed {
            try tx.enqueue(ReadCalendar(link: id), unique: id.description)
        } else {
            try tx.enqueue(ReadFreeBusy(integration: integration), unique: integration.description)
        }
    }
}
