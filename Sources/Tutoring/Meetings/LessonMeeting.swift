import Kernel
import Platform
import Store

/// The online meeting of a lesson: the tutor's fixed address, or one made for it after it is booked.
///
/// A lesson never waits for it: where none can be made, the tutor's fixed address takes its place.
enum LessonMeeting {
    /// Has calendars and meeting follow the lesson, after the commit.
    static func arrange(_ lesson: Lesson, at site: Site, _ tx: borrowing Tx) throws {
        var kind = lesson.meetingKind
        if lesson.status == .confirmed, lesson.meetingState == nil {
            kind = try begin(lesson, at: site, tx)
        }
        try CalendarEntry.sync(lesson.id, of: [lesson.tutorAccount, lesson.student], tx)
        if kind == .zoom { try ZoomMeeting.sync(lesson.id, tx) }
    }

    /// Chooses the kind of the meeting; nil when there is none.
    private static func begin(_ lesson: Lesson, at site: Site, _ tx: borrowing Tx) throws -> MeetingKind? {
        guard let place = lesson.tutorMeeting else { return nil }
        let canBeMade =
            switch place.kind {
            case .meet: try site.dependencies.google != nil && CalendarEntry.canMeet(lesson.tutorAccount, tx)
            case .zoom: site.dependencies.zoom != nil
            case .link: false
            }
        guard canBeMade else {
            try write(lesson.id, .link, place.url, place.url == nil ? .failed : .ready, tx)
            return .link
        }
        try write(lesson.id, place.kind, nil, .pending, tx)
        return place.kind
    }

    /// The meeting at Zoom; nil when there is to be none.
    @Sendable static func draft(_ id: ID<Subject>, _ site: Site, _ tx: borrowing Tx) throws -> OutsideMeeting?
    {
        guard let lesson = try LessonCalendar.lesson(id, tx), lesson.meetingKind == .zoom, lesson.takesPlace
        else {
            return nil
        }
        let reader = try Account.find(lesson.tutorAccount, tx).locale
        return OutsideMeeting(
            title: try LessonCalendar.title(of: lesson, for: lesson.tutorAccount, in: reader, tx),
            startsAt: lesson.startsAt,
            minutes: lesson.minutes
        )
    }

    /// Takes the address of the meeting; without one the tutor's fixed address stands in.
    @Sendable static func met(_ id: ID<Subject>, _ url: String?, _ site: Site, _ tx: borrowing Tx) throws {
        guard let lesson = try LessonCalendar.lesson(id, tx), lesson.meetingState == .pending else { return }
        if let url = url.flatMap({ MeetingURL(rawValue: $0) }) {
            try write(lesson.id, lesson.meetingKind ?? .link, url, .ready, tx)
        } else {
            let fixed = lesson.tutorMeeting?.url
            try write(lesson.id, .link, fixed, fixed == nil ? .failed : .ready, tx)
        }
        try CalendarEntry.sync(lesson.id, of: [lesson.tutorAccount, lesson.student], tx)
        try LessonEvents.changed(Lesson.find(lesson.id, tx), tx)
    }

    private static func write(
        _ lesson: ID<Lesson>,
        _ kind: MeetingKind,
        _ url: MeetingURL?,
        _ state: MeetingState,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            UPDATE lesson SET meeting_kind = \(kind), meeting_url = \(url), meeting_state = \(state) WHERE id = \(lesson)
            """
        )
    }
}

extension Lesson {
    /// Whether it has a time in calendars: ahead, or over.
    var takesPlace: Bool {
        switch status {
        case .confirmed, .completed, .studentAbsent, .tutorAbsent, .disputed, .settled: true
        case .held, .released, .requested, .declined, .cancelled: false
        }
    }
}
