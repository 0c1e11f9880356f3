import Kernel
import Platform
import Store

/// A lesson that somebody wants: the input of holds, bookings and series.
struct LessonOrder: Sendable {
    let student: ID<Account>
    let tutor: Tutor
    let subject: SubjectCode
    let level: SubjectLevel?
    let startsAt: Instant
    let minutes: Int
    /// The lot that pays; nil for a hold that waits for its payment.
    var lot: Lot?
    /// The place in a series; nil for a single lesson.
    var series: Place?

    /// A lesson's place in a series.
    struct Place: Sendable {
        let id: ID<LessonSeries>
        /// The day in the rule.
        let date: CivilDate
    }
}
