import Kernel
import Platform
import Store
import Web

/// Lessons that recur every week, with what became of each date.
struct SeriesView: View {
    /// The series; absent in a dry run.
    var id: ID<LessonSeries>?
    /// Whether lessons are left.
    var state: LessonSeries.Status
    /// The teacher at every date.
    var tutorId: ID<Tutor>
    /// The account of the student.
    var studentId: ID<Account>
    /// The matter taught at every date, by its code.
    var subject: SubjectCode
    /// The length of each lesson.
    var minutes: Int
    /// The first date.
    var startsOn: CivilDate
    /// The start on a wall of `zone`, before any move.
    var time: LocalTime
    /// Where the clock of `time` stands; it is kept, so lessons have the same hour in summer and winter.
    var zone: Zone
    /// The rule.
    var rrule: LessonSeries.RuleText
    /// The dates of the rule that were left out by wish.
    var skip: [CivilDate]
    /// All other dates of the rule, in order.
    var dates: [SeriesDate]
    /// The value for `If-Match`.
    var version: Int

    init(_ series: LessonSeries, _ dates: [SeriesDate], isRehearsal: Bool = false) {
        id = isRehearsal ? nil : series.id
        state = series.status
        tutorId = series.tutor
        studentId = series.student
        subject = series.subject
        minutes = series.minutes
        startsOn = series.startsOn
        time = series.time
        zone = series.zone
        rrule = series.rule
        skip = series.skip
        self.dates = dates.sorted { $0.date < $1.date }
        version = series.version
    }

    static func of(_ series: LessonSeries, _ tx: borrowing Tx) throws -> SeriesView {
        SeriesView(series, series.missed + (try series.lessons(tx)).compactMap { SeriesDate($0) })
    }
}

/// A date of a series.
struct SeriesDate: Codable, Hashable, Sendable {
    /// The date in the rule.
    var date: CivilDate
    /// The start of the lesson, or of the one that was wished; absent when the clocks skip the time.
    var startsAt: Instant?
    /// The fate of the date.
    var outcome: Outcome
    /// The lesson; absent without one, and in a dry run.
    var bookingId: ID<Lesson>?
    /// The lot that pays; absent without a lesson.
    var lotId: ID<Lot>?
    /// The code of the refusal; absent where nothing was refused.
    var code: String?

    /// The fate of a date.
    enum Outcome: String, Codable, CaseIterable, Sendable {
        /// The lesson takes place, or took place.
        case booked
        /// The tutor is asked.
        case requested
        /// The lesson takes place at another time than at first.
        case moved
        /// The lesson was cancelled or declined.
        case cancelled
        /// The time is not free, or cannot be booked.
        case conflict
        /// The clocks skip the time on this day.
        case skippedGap = "skipped_gap"
        /// No lot has a lesson for it.
        case noCredit = "no_credit"
    }
}

extension SeriesDate {
    /// The date of a lesson as it is now; nil for a lesson without a series.
    init?(_ lesson: Lesson) {
        guard let date = lesson.seriesDate else { return nil }
        self.init(
            date: date,
            startsAt: lesson.startsAt,
            outcome: Outcome(lesson),
            bookingId: lesson.id,
            lotId: lesson.lot
        )
    }

    /// The same date with the refusal; nil when it concerns more than this date.
    func refused(by problem: Problem) -> SeriesDate? {
        var refused = self
        refused.code = problem.code.name
        switch problem.code {
        case .slotTaken, .holderBusy, .dayFull, .movesUsed, .moveTooLate, .illegalTransition, .invalid:
            refused.outcome = .conflict
        case .creditsNone, .creditsExpireFirst: refused.outcome = .noCredit
        default: return nil
        }
        return refused
    }
}

extension SeriesDate.Outcome {
    fileprivate init(_ lesson: Lesson) {
        switch lesson.status {
        case .requested: self = .requested
        case .cancelled, .declined, .released: self = .cancelled
        default: self = lesson.sequence > 0 ? .moved : .booked
        }
    }
}

extension Problem {
    /// Some dates cannot be booked or moved; all dates are in it.
    static func conflicts(_ dates: [SeriesDate]) throws -> Problem {
        let sorted = dates.sorted { $0.date < $1.date }
        return Problem(.seriesConflicts, extras: ["dates": try JSON.value(of: sorted)])
    }
}
