import Kernel
import Platform
import Store

/// The entries of a calendar feed: the lessons of a student or a tutor, one event each, in UTC.
@Sendable func tutoringCalendar(
    _ account: Account,
    _ site: Site,
    _ tx: borrowing Tx
) throws -> [CalendarEvent] {
    // Older entries are already in the calendars that subscribe to the feed; what never took time was in none.
    let lessons = try Lesson.list(
        where: """
            (l.student_id = \(account.id) OR t.account_id = \(account.id)) AND l.ends_at > \(tx.now - .days(90))
            AND l.state NOT IN ('held', 'released', 'requested', 'declined') AND l.booking_id IS NOT NULL
            """,
        tx
    )
    let names = try SchoolSubject.names(in: [account.locale], tx)
    return lessons.prefix(1_000).map { lesson in
        CalendarEvent(
            uid: lesson.id.description,
            sequence: lesson.sequence + (lesson.status == .cancelled ? 1 : 0),
            stamp: lesson.updatedAt,
            start: lesson.startsAt,
            end: lesson.endsAt,
            summary: LessonCalendar.title(
                of: lesson,
                on: names[lesson.subject.rawValue] ?? lesson.subject.rawValue,
                for: account.id,
                in: account.locale
            ),
            details: site.product.title,
            location: lesson.meetingURL?.rawValue,
            isCancelled: lesson.status == .cancelled
        )
    }
}
