import Kernel
import Platform
import Store

/// The terms on which a tutor gives lessons; they hold for what is booked from now on.
struct TutorTerms: Codable, Hashable, Sendable {
    /// Whether a booking is confirmed at once or waits for the tutor.
    var mode: Mode
    /// The rule for the share that comes back to a student who cancels.
    var policy: PolicyKind
    /// The least time between a booking and the start, in hours.
    var noticeHours: Int
    /// The free time before a lesson, in minutes.
    var before: Int
    /// The free time after a lesson, in minutes.
    var after: Int
    /// How many lessons and holds the tutor has in a day of the tutor's zone.
    var dayCap: Int
    /// How many requests of one student wait at once.
    var openRequests: Int
    /// The greatest time between a booking and the start, in days.
    var horizonDays: Int
    /// The time from one possible start to the next, in minutes.
    var step: Int
    /// Whether lessons can be paid with a plan.
    var acceptsPlans: Bool
    /// Whether the tutor is closed on the national holidays.
    var keepsHolidays: Bool

    /// How a booking becomes a lesson.
    enum Mode: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The lesson is confirmed at once.
        case instant
        /// The tutor confirms or declines each request.
        case confirm
    }
}
