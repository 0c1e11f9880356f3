import Kernel
import Platform
import Store

/// The online meeting of a lesson: the tutor's fixed address, or one made for it after it is booked.
///
/// A lesson never waits for it: where none can be made, the tutor's fixed address takes its place.
enum LessonMeeting {
    /// Has calendars and meetings follow lessons that moved together, after the commit.
    static func arrange(_ lessons: [Lesson], at site: Site, _ tx: borrowing Tx) throws {
        let new = lessons.filter { $0.status == .confirmed && $0.meetingState == nil }
        let begun = try begin(new, at: site, tx)
        try CalendarEntry.sync(lessons.map { ($0.id.cast(), [$0.tutorAccount, $0.student]) }, tx)
        for lesson in lessons where begun[lesson.id] ?? lesson.meetingKind == .zoom {
            try ZoomMeeting.sync(lesson.id, tx)
        }
    }

    /// Chooses the kinds of new meetings; lessons without any are left out.
    private static func begin(
        _ lessons: [Lesson],
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> [ID<Lesson>: MeetingKind] {
        var kinds: [ID<Lesson>: MeetingKind] = [:]
        for (tutor, lessons) in Dictionary(grouping: lessons, by: \.tutorAccount) {
            guard let place = lessons[0].tutorMeeting else { continue }
            let kind = try begin(lessons.map(\.id), at: place, of: tutor, on: site, tx)
            for lesson in lessons { kinds[lesson.id] = kind }
        }
        return kinds
    }

    private static func begin(
        _ lessons: [ID<Lesson>],
        at place: MeetingPlace,
        of tutor: ID<Account>,
        on site: Site,
        _ tx: borrowing Tx
    ) throws -> MeetingKind {
        let canBeMade =
            switch place.kind {
            case .meet: try site.dependencies.google != nil && CalendarEntry.canMeet(tutor, tx)
            case .zoom: site.dependencies.zoom != nil
            case .link: false
            }
        guard canBeMade else {
            try write(lessons, .link, place.url, place.url == nil ? .failed : .ready, tx)
            return .link
        }
        try write(lessons, place.kind, nil, .pending, tx)
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
            try write([lesson.id], lesson.meetingKind ?? .link, url, .ready, tx)
        } else {
            let fixed = lesson.tutorMeeting?.url
            try write([lesson.id], .link, fixed, fixed == nil ? .failed : .ready, tx)
        }
        try CalendarEntry.sync(lesson.id, of: [lesson.tutorAccount, lesson.student], tx)
        try LessonEvents.changed(Lesson.find(lesson.id, tx), tx)
    }

    private static func write(
        _ lessons: [ID<Lesson>],
        _ kind: MeetingKind,
        _ url: MeetingURL?,
        _ state: MeetingState,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            UPDATE lesson SET meeting_kind = \(kind), meeting_url = \(url), meeting_state = \(state)
             WHERE id \(in: lessons)
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
