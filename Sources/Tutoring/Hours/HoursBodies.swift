import Kernel
import Platform
import Web

/// The opening hours of an ordinary week, in place of those set before.
struct RulesBody: Body {
    /// All open parts of the days, which must not overlap; none for a tutor who is open in extra hours only.
    var rules: [HoursLine]
}

/// The opening hours of an ordinary week.
struct RulesView: View {
    /// The open parts of the days, in their order.
    var rules: [HoursLine]
    /// The zone of the hours: the tutor's.
    var zone: Zone
    /// The confirmed lessons ahead that these hours do not cover; they stay until somebody moves them.
    var outside: [ID<Lesson>]
}

/// A day with other hours than its weekday.
struct ExceptionView: View {
    /// The entry, to remove it by.
    var id: ID<HoursException>
    /// The day, in the tutor's zone.
    var day: CivilDate
    /// Whether the hours are added or taken away.
    var kind: HoursException.Kind
    /// The beginning.
    var from: LocalTime
    /// The end; `00:00` is the end of the day.
    var until: LocalTime
    /// The confirmed lessons in closed hours, which stay until somebody moves them; only after a new exception.
    var inside: [ID<Lesson>]?

    init(_ exception: HoursException, inside lessons: [ID<Lesson>]? = nil) {
        id = exception.id
        day = exception.day
        kind = exception.kind
        from = exception.span.start
        until = exception.span.end
        inside = lessons
    }
}

/// The days and the length for which free starts are listed.
struct StartsQuery: Query {
    /// The first day, in `zone`.
    var from: CivilDate
    /// The last day, at most 30 days after the first.
    var until: CivilDate
    /// The length of the lesson.
    var minutes: LessonMinutes
    /// The zone of the days; the tutor's when absent.
    var zone: Zone?

    private static let longest = 30

    func check() throws(Problem) {
        guard from <= until else {
            throw Problem(.invalid, faults: [.init("query/until", .endsBeforeItStarts)])
        }
        guard until.days - from.days <= Self.longest else {
            throw Problem(.invalid, faults: [.init("query/until", .spanTooLong)])
        }
    }
}

/// The free starts of a tutor.
struct StartsView: View {
    /// The zone of the days; show the starts in it.
    var zone: Zone
    /// The length of the lesson.
    var minutes: Int
    /// Whether a booking is confirmed at once or waits for the tutor.
    var mode: TutorTerms.Mode
    /// Whether the tutor's linked calendar could not be read for an hour: bookings then wait for the tutor in any case.
    var calendarStale: Bool
    /// The free starts, the earliest first; each of them can be held.
    var starts: [Instant]
}
