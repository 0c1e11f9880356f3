import Kernel
import Platform
import Web

/// Lessons that recur every week.
struct NewSeries: Body {
    /// The teacher at every date; the lots that pay are for this one or from a plan.
    var tutorId: ID<Tutor>
    /// The matter taught at every date; the lots that pay are for it or from a plan.
    var subject: SubjectCode
    /// The lots that may pay, all for lessons of one length; all that fit when absent.
    ///
    /// The one that expires first is spent first.
    var lotIds: [ID<Lot>]?
    /// The first date; its weekday is one of the rule's.
    var startsOn: CivilDate
    /// The start on a wall of `zone`.
    var time: LocalTime
    /// The zone of the series, which it keeps.
    var zone: Zone
    /// `FREQ=WEEKLY` with `BYDAY`, and `COUNT` from 1 to 52 or `UNTIL` in UTC within 366 days; also `INTERVAL` from 1 to 4.
    var rrule: LessonSeries.RuleText
    /// Dates of the rule without a lesson; they count.
    var skip: [CivilDate]?
    /// Whether a date that cannot be booked refuses the whole series.
    var mode: SeriesMode
    /// Only to see what would become of each date.
    var dryRun: Bool?
}

/// Whether a series is made in part.
enum SeriesMode: String, Codable, CaseIterable, Sendable {
    /// All dates, or none.
    case atomic
    /// The dates that can be booked.
    case bestEffort = "best_effort"
}

/// The cancellation of a series.
struct CancellingSeries: Body {
    /// The first day, in the zone of the series, whose lessons are cancelled.
    var from: CivilDate
    /// The reason; required from tutors, and read by the student.
    var reason: Reason?
}

/// A new time for the lessons of a series.
struct ReschedulingSeries: Body {
    /// The first day, in the zone of the series, whose lessons get the new time.
    var from: CivilDate
    /// How many days later each lesson is; negative for earlier.
    var shiftDays: Ranged<-6, 6>
    /// The new start on a wall of the zone of the series.
    var time: LocalTime
    /// The reason; required from tutors, and read by the student.
    var reason: Reason?
}
