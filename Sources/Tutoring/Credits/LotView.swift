import Kernel
import Platform
import Store
import Web

/// Units that a student has paid for; 100 are one lesson.
struct LotView: View {
    /// The identity of the lot.
    var id: ID<Lot>
    /// How the units were bought.
    var source: Lot.Source
    /// The tutor who gives the lessons; absent for a plan, which serves every tutor who accepts plans.
    var tutor: TutorName?
    /// The subject of the lessons; absent for a plan.
    var subject: SubjectCode?
    /// The length of each lesson, in minutes.
    var minutes: Int
    /// All units.
    var granted: Int
    /// Units that can be booked.
    var available: Int
    /// Units set aside for lessons that were not given yet.
    var reserved: Int
    /// Charged units.
    var used: Int
    /// Units whose time was over.
    var expired: Int
    /// Units that went back as money.
    var refunded: Int
    /// The value of the available units, in cents.
    var valueLeftMinor: Int64
    /// The last moment at which a lesson can begin.
    var expiresAt: Instant
    /// Whether the payment is contested at the bank, so that nothing can be booked or refunded.
    var frozen: Bool

    init(_ lot: Lot, tutor: TutorName?) {
        id = lot.id
        source = lot.source
        self.tutor = tutor
        subject = lot.subject
        minutes = lot.minutes
        granted = lot.granted
        available = lot.available
        reserved = lot.reserved
        used = lot.used
        expired = lot.expired
        refunded = lot.refunded
        valueLeftMinor = lot.valueLeft
        expiresAt = lot.expiresAt
        frozen = lot.isFrozen
    }

    static func of(_ lot: Lot, _ tx: borrowing Tx) throws -> LotView {
        LotView(lot, tutor: try lot.tutor.map { try Tutor.find($0, tx).name })
    }
}

/// A change of the units of a lot.
struct LotEntryView: View {
    /// When it happened.
    var at: Instant
    /// The kind of the change.
    var kind: LotEntry.Kind
    /// How many units changed their place.
    var units: Int
    /// Their value, in cents.
    var valueMinor: Int64
    /// The lesson behind it; absent for changes of the whole lot.
    var bookingId: ID<Lesson>?

    init(_ entry: LotEntry) {
        at = entry.at
        kind = entry.kind
        units = entry.units.count
        valueMinor = entry.value
        bookingId = entry.lesson
    }
}

/// The tutor's part of a charged lesson.
struct EarningView: Codable, Hashable, Sendable {
    /// The platform's commission, in cents.
    var commissionMinor: Int64
    /// The VAT on the commission, in cents.
    var vatMinor: Int64
    /// The rest, which is the tutor's, in cents.
    var netMinor: Int64
    /// How far the money is.
    var state: State

    /// How far the money of a lesson is.
    enum State: String, Codable, CaseIterable, Sendable {
        /// The lesson is not charged yet.
        case reserved
        /// Charged less than 72 hours ago.
        case pending
        /// The tutor's.
        case available
        /// Waits for a decision: about the lesson, the payment or the student.
        case contested
        /// Nothing is charged.
        case released
    }
}

extension LessonMoney {
    var view: EarningView {
        EarningView(
            commissionMinor: split.commission,
            vatMinor: split.vat,
            netMinor: split.net,
            state: holds.isEmpty || !isCharged ? present : .contested
        )
    }

    private var present: EarningView.State {
        switch state {
        case .reserved: .reserved
        case .pending: .pending
        case .available: .available
        case .released: .released
        }
    }
}
