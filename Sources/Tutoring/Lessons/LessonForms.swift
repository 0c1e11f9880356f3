import Kernel
import Platform
import Web

/// A time to hold: paid from a lot, or as a single lesson.
struct NewHold: Body {
    /// The teacher whose calendar the hold blocks until it is booked or runs out.
    var tutorId: ID<Tutor>
    /// One of the tutor's free starts.
    var startsAt: Instant
    /// The lot that will pay; without it the lesson is sold singly.
    var lotId: ID<Lot>?
    /// The subject; required without a lot and with a plan's lot.
    var subject: SubjectCode?
    /// The level; the lot's when absent.
    var level: SubjectLevel?
    /// The length; required without a lot.
    var minutes: LessonMinutes?
}

/// A held time to book.
struct NewBooking: Body {
    /// The caller's live hold.
    var holdId: ID<Lesson>
    /// The lot that pays; the hold's when absent, or the one that expires first.
    var lotId: ID<Lot>?
}

/// The confirmation of a request.
struct Confirmation: Body {
    /// All requests of the same series too.
    var wholeSeries: Bool?
}

/// The refusal of a request.
struct Declining: Body {
    /// The reason; the student reads it.
    var reason: Reason
    /// All requests of the same series too.
    var wholeSeries: Bool?
}

/// The cancellation of a lesson.
struct Cancelling: Body {
    /// The reason; required from tutors and administrators, and read by the other side.
    var reason: Reason?
    /// The share that the caller expects back, in percent; refused when it has changed meanwhile.
    var expectedShare: Ranged<0, 100>?
}

/// A new time for a lesson.
struct Rescheduling: Body {
    /// One of the tutor's free starts.
    var startsAt: Instant
    /// The reason; required from tutors, and read by the student.
    var reason: Reason?
}

/// A note on a lesson that is over.
struct ClosingNote: Body {
    /// The words of the caller, kept in the history; the other side reads them.
    var note: Text<1, 1_000>?
}

/// A dispute about a lesson.
struct NewDispute: Body {
    /// The events, in the words of the side that disputes.
    var reason: Reason
    /// The caller's files that show it; ten at most.
    var files: [ID<UserFile>]?
}

extension Reason? {
    /// The reason, which others than the student must give.
    func demanded(of side: Lesson.Side?) throws(Problem) -> String? {
        guard self != nil || side == .student else {
            throw Problem(.invalid, faults: [.init("/reason", Refusal(.required))])
        }
        return self?.rawValue
    }
}
