import Kernel
import Platform
import Store

/// The entries of a calendar feed: appointments as customer or as operator, and courses.
@Sendable func customerCalendar(
    _ account: Account,
    _ site: Site,
    _ tx: borrowing Tx
) throws -> [CalendarEvent] {
    // Older entries are already in the calendars that subscribe to the feed.
    let since = tx.now - .days(90)
    let appointments: [Appointment] = try tx.all(
        """
        SELECT \(Appointment.columns) FROM \(Appointment.source)
         WHERE (a.customer_id = \(account.id) OR o.account_id = \(account.id)) AND b.ends_at > \(since)
         ORDER BY b.starts_at, b.id LIMIT 1000
        """
    )
    let courses: [Course] = try tx.all(
        """
        SELECT \(Course.columns) FROM \(Course.source)
         WHERE c.ends_at > \(since) AND EXISTS (
               SELECT 1 FROM booking_seat s
                WHERE s.offer_id = c.id AND s.holder_id = \(account.id) AND s.state = 'held')
         ORDER BY c.starts_at, c.id LIMIT 1000
        """
    )
    return appointments.map { $0.event(for: account, at: $0.updatedAt) }
        + courses.map { $0.event(for: account, at: $0.updatedAt) }
}
