import Kernel
import Platform
import Store

/// The units of a lot behind a lesson, and the earning once they are charged.
struct LessonMoney: Sendable, Equatable {
    let lesson: ID<Lesson>
    let lot: ID<Lot>
    let tutor: ID<Tutor>
    let commissionBP: Int
    let vatBP: Int
    /// The reserved units or, from the charge on, the charged ones.
    var units: UnitSet
    /// The parts of the charged units' value; zero before the charge.
    var split: Split
    var state: State
    /// Why the earning is held; a held one becomes the tutor's only when every reason is gone.
    var holds: Set<Hold>
    /// When the earning becomes the tutor's; nil before the charge.
    var eligibleAt: Instant?
    var version: Int

    /// How far the money of a lesson is.
    enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The units are set aside.
        case reserved
        /// Charged less than 72 hours ago, or held.
        case pending
        /// Charged, and the tutor's.
        case available
        /// Nothing is reserved or charged any more.
        case released
    }

    /// A reason to hold an earning.
    enum Hold: String, Codable, CaseIterable, Sendable {
        /// The lesson is disputed.
        case dispute
        /// The payment is contested at the bank.
        case chargeback
        /// The student is under review.
        case fraud
    }

    /// The time from a charge to the end of the waiting for disputes.
    static let wait = Duration.hours(72)
}

/// The origin of units that are given back: all but the student and the server make a lot live longer.
enum FreeCause: String, Codable, CaseIterable, Sendable {
    case student, tutor, admin, decision, system

    var extends: Bool { self != .student && self != .system }
}
