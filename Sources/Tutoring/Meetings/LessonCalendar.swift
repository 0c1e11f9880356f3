import Kernel
import Platform
import Store

/// A lesson in the linked calendars of its two sides.
enum LessonCalendar {
    static func lesson(_ id: ID<Subject>, _ tx: borrowing Tx) throws -> Lesson? {
        try Lesson.list(where: "l.id = \(id)", tx).first
    }

    /// The event for one side, in that side's language; nil when the lesson does not take place.
    @Sendable static func event(
        _ id: ID<Subject>,
        _ account: ID<Account>,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws -> OutsideEvent? {
        guard let lesson = try lesson(id, tx), lesson.takesPlace else { return nil }
        let language = try Account.find(account, tx).locale
        return OutsideEvent(
            title: try title(of: lesson, for: account, in: language, tx),
            details: site.product.title,
            startsAt: lesson.startsAt,
            endsAt: lesson.startsAt + .minutes(lesson.minutes),
            location: lesson.meetingURL?.rawValue,
            wantsConference: account == lesson.tutorAccount && lesson.meetingKind == .meet
                && lesson.meetingState == .pending
        )
    }

    /// Writes the lessons ahead into a calendar that has just been linked.
    @Sendable static func fill(_ account: ID<Account>, _ site: Site, _ tx: borrowing Tx) throws {
        let ahead = try tx.values(
            """
            SELECT l.id FROM lesson l JOIN tutor t ON t.id = l.tutor_id
             WHERE (l.student_id = \(account) OR t.account_id = \(account)) AND l.state = \(Lesson.Status.confirmed)
               AND l.starts_at > \(tx.now)
             ORDER BY l.starts_at, l.id LIMIT 1000
            """,
            as: ID<Lesson>.self
        )
        for lesson in ahead { try CalendarEntry.sync(lesson, of: [account], tx) }
    }

    /// The subject, and the name of the other side.
    static func title(
        of lesson: Lesson,
        for account: ID<Account>,
        in language: Language,
        _ tx: borrowing Tx
    ) throws -> String {
        let subject = try SchoolSubject.find(lesson.subject, tx).name.text(in: language)
        return title(of: lesson, on: subject, for: account, in: language)
    }

    static func title(
        of lesson: Lesson,
        on subject: String,
        for account: ID<Account>,
        in language: Language
    ) -> String {
        let other: String? = account == lesson.student ? lesson.tutorName : lesson.studentName
        let word: LocalizedText = ["it": "Lezione", "en": "Lesson"]
        let title = "\(word.text(in: language)): \(subject)"
        return other.map { "\(title) – \($0)" } ?? title
    }

    /// Tells a tutor that bookings wait for confirmations; a student's calendar only serves suggestions.
    @Sendable static func warn(_ account: ID<Account>, _ site: Site, _ tx: borrowing Tx) throws {
        guard try Tutor.find(of: account, tx) != nil else { return }
        try TutoringNotice.send(.calendarBroken, to: [account], [:], tx)
    }
}
