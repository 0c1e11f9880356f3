import Kernel
import Platform
import Store

/// An hour of teaching between a student and a tutor: held, booked, given and charged.
///
/// The API calls it a booking.
/// While it is held or confirmed, a ``Platform/Booking`` takes the time of both; a request takes nobody's.
struct Lesson: Sendable {
    let id: ID<Lesson>
    let student: ID<Account>
    /// The first name and the initial of the last one; empty when the account is gone.
    let studentName: String
    let tutor: ID<Tutor>
    let tutorAccount: ID<Account>
    let tutorName: String
    /// Whether the tutor is suspended: the student cancels for nothing.
    let isTutorSuspended: Bool
    /// The place where the tutor teaches now; nil when the tutor has named none.
    let tutorMeeting: MeetingPlace?
    /// The name of the child that a guardian's account learns with; nil when the student is the learner.
    let learner: String?
    let subject: SubjectCode
    let level: SubjectLevel?
    let minutes: Int
    var startsAt: Instant
    /// The zones of both when it was booked: the hours that people agreed on.
    let zones: LessonZones
    var status: Status
    /// The lot that pays; nil for a hold that waits for its payment.
    var lot: ID<Lot>?
    /// The purchase of this single lesson; nil when a lot pays.
    var purchase: ID<Purchase>?
    /// The price of a single lesson when it was held, or the value of the reserved units; in cents.
    var price: Int64
    /// The time in the calendars; requests have none, or one that takes nobody's time any more.
    var booking: ID<Booking>?
    /// Until when a hold blocks the time; nil for others.
    var heldUntil: Instant?
    /// When a request lapses; nil for others.
    var lapsesAt: Instant?
    /// Until when the side that may dispute can do so; nil before the lesson is over.
    var disputeUntil: Instant?
    /// The rule for the share that comes back when the student cancels.
    let policy: CancelTerms
    /// The moment up to which the time left is counted; the start, or an earlier one after a late move.
    var policyStart: Instant
    /// How often the student moved it.
    var studentMoves: Int
    /// The tutor moved it last: the student cancels for nothing.
    var isFreeToCancel: Bool
    /// The numbers that held when it was made.
    let rules: LessonRules
    /// The side that ended it before its time; nil for lessons that were not.
    var endedBy: Ender?
    /// The share that came back at the end, in percent; nil while it is open.
    var share: Int?
    let series: ID<LessonSeries>?
    /// The day in the rule of the series; nil without one.
    let seriesDate: CivilDate?
    let meetingKind: MeetingKind?
    let meetingURL: MeetingURL?
    let meetingState: MeetingState?
    /// Raised by each new time, as calendars require.
    var sequence: Int
    let createdAt: Instant
    var updatedAt: Instant
    /// Zero before it is written.
    var version: Int

    // The rest is not stored.

    /// When it was read: guards compare with it.
    var seenAt: Instant
    /// The event that has just moved it; nil for one that was only read.
    var moved: Event?
    /// The words of the mover.
    var cause: String?
    /// The start before a move; nil otherwise.
    var formerStart: Instant?
}

/// The zones of a lesson's two sides.
struct LessonZones: Codable, Hashable, Sendable {
    /// The tutor's, which the opening hours are in.
    var tutor: Zone
    /// The setting of the learner's side at that time, or the product's; a later change leaves it alone.
    var student: Zone
}

/// How far the online meeting of a lesson is.
enum MeetingState: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
    /// It is being made.
    case pending
    /// The address can be used.
    case ready
    /// It could not be made, and there is no fixed address.
    case failed
}

extension Lesson {
    /// The state of a lesson.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The time is the student's for some minutes, until it is booked.
        case held
        /// The hold was given up or ran out.
        case released
        /// The tutor is asked; nobody's time is taken.
        case requested
        /// It takes place.
        case confirmed
        /// The tutor declined, did not answer in time, or the time was given to another.
        case declined
        /// Cancelled by a side or an administrator before the start.
        case cancelled
        /// It took place, and is charged.
        case completed
        /// The student did not come: it is charged.
        case studentAbsent = "student_absent"
        /// The tutor did not come, as the student says; in a day the units are back.
        case tutorAbsent = "tutor_absent"
        /// An administrator decides.
        case disputed
        /// Everything is decided: a share, or all, was given back.
        case settled

        /// Still ahead: it has a time that will come.
        static let ahead: [Self] = [.requested, .confirmed]
        /// Charged, and nothing is open about it.
        static let taught: [Self] = [.completed, .studentAbsent]
    }

    /// A move of a lesson along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The student lets the hold go, or it runs out.
        case release
        /// The held time is booked at once.
        case book
        /// The tutor is asked for the held time.
        case ask
        /// The tutor confirms.
        case confirm
        /// The tutor declines, or has confirmed another lesson at that time.
        case decline
        /// The tutor did not answer in time.
        case lapse
        /// The time changes.
        case move
        /// One side or an administrator cancels.
        case cancel
        /// It took place.
        case complete
        /// The tutor reports that the student did not come.
        case missStudent = "miss_student"
        /// The student reports that the tutor did not come.
        case missTutor = "miss_tutor"
        /// Nobody contradicted the report about the tutor for a day.
        case settleAbsence = "settle_absence"
        /// One side wants a decision.
        case dispute
        /// An administrator decides.
        case decide
        /// The tutor gives everything back, or an administrator a share.
        case giveBack = "give_back"
    }

    /// The person, or the server, that ended a lesson before its time.
    enum Ender: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The student.
        case student
        /// The tutor.
        case tutor
        /// An administrator.
        case admin
        /// The server, in time.
        case system
    }

    /// A side of a lesson.
    enum Side: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The one who learns.
        case student
        /// The one who teaches.
        case tutor

        var other: Side { self == .student ? .tutor : .student }
    }
}

extension Lesson {
    var endsAt: Instant { startsAt + .minutes(minutes) }

    var sides: [ID<Account>] { [student, tutorAccount] }

    /// The side that an account is on; nil for others.
    func side(of account: ID<Account>?) -> Side? {
        guard let account else { return nil }
        if account == student { return .student }
        return account == tutorAccount ? .tutor : nil
    }

    func account(of side: Side) -> ID<Account> { side == .student ? student : tutorAccount }
}
