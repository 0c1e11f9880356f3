import Kernel
import Platform
import Web

/// A lesson between a student and a tutor.
struct LessonView: View {
    /// The lesson; of a hold, the hold.
    var id: ID<Lesson>
    /// How far the lesson is.
    var state: Lesson.Status
    /// The one who teaches.
    var tutor: TutorName
    /// The one who has booked.
    var student: StudentCard
    /// The name of the child that a guardian's account learns with, without contact data; absent when the student is the
    /// learner.
    var learner: String?
    /// The code of the subject.
    var subject: SubjectCode
    /// The level; absent when none was chosen.
    var level: SubjectLevel?
    /// When it begins, after any move to another time.
    var startsAt: Instant
    /// When it is over: its length after the start, without the tutor's breaks around it.
    var endsAt: Instant
    /// The length.
    var minutes: Int
    /// The zones of both sides when it was booked.
    var zones: LessonZones
    /// Until when a hold blocks the time; absent for others.
    var heldUntil: Instant?
    /// When a request lapses; absent for others.
    var lapsesAt: Instant?
    /// Until when it can be disputed; absent before its end, and once it is decided.
    var disputeUntil: Instant?
    /// The series that it belongs to; absent for a single lesson.
    var seriesId: ID<LessonSeries>?
    /// The lot that pays; absent for a hold that waits for its payment.
    var lotId: ID<Lot>?
    /// The price of a single lesson, or the value of its units, in cents.
    var valueMinor: Int64
    /// The tutor's earning; absent for students, and before the units are set aside.
    var earning: EarningView?
    /// The rule for the share that comes back to a student who cancels.
    var policy: CancelTerms
    /// The consequences of a cancellation by the student now; absent when it can no longer be cancelled.
    var cancel: CancelPreview?
    /// How often the student can still move it.
    var movesLeft: Int
    /// Where it takes place online; absent before it is confirmed, and where nothing is set.
    var meeting: MeetingView?
    /// Raised by each new time.
    var sequence: Int
    /// The value for `If-Match`.
    var version: Int
    /// The answers to all requests of the series; only after a confirmation or refusal of a whole series.
    var results: [SeriesAnswer]?
}

/// The consequences of a cancellation by the student.
struct CancelPreview: Codable, Hashable, Sendable {
    /// The share that comes back, in percent.
    var share: Int
    /// The units that come back; 100 are a lesson.
    var units: Int
    /// Their value, in cents.
    var amountMinor: Int64
    /// When the share becomes smaller; absent when it does not.
    var changesAt: Instant?
}

/// Where a lesson takes place online.
struct MeetingView: Codable, Hashable, Sendable {
    /// How the meeting is made.
    var kind: MeetingKind
    /// The address; absent until it is made.
    var url: MeetingURL?
    /// How far it is.
    var state: MeetingState
}

/// The answer to one request of a series.
struct SeriesAnswer: Codable, Hashable, Sendable {
    /// The lesson.
    var bookingId: ID<Lesson>
    /// When the requested lesson begins, whether it was confirmed or not.
    var startsAt: Instant
    /// The state of the lesson now.
    var state: Lesson.Status
    /// The code of the refusal; absent when it was answered as wished.
    var code: String?
}

/// A cancelled lesson, with what came back.
struct CancelledView: View {
    /// The lesson.
    var booking: LessonView
    /// The units that came back; 100 are a lesson.
    var units: Int
    /// The refund to the card; absent when the units are in the lot.
    var refund: Refunded?

    /// Money that goes back to the card.
    struct Refunded: Codable, Hashable, Sendable {
        /// In cents.
        var amountMinor: Int64
    }
}
