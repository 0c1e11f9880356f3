import Kernel
import Platform
import Store

/// The order of a package or of a single lesson by a student, with everything that its lessons keep.
struct Purchase: Sendable {
    let id: ID<Purchase>
    let kind: Kind
    let student: ID<Account>
    let tutor: ID<Tutor>
    let package: ID<Package>?
    /// The version of the package that was bought.
    let packageVersion: Int?
    /// The held lesson that is paid for; nil for a package.
    let lesson: ID<Lesson>?
    let subject: SubjectCode
    let level: SubjectLevel?
    let lessons: Int
    let minutes: Int
    /// P, in cents.
    let amount: Int64
    /// Whether the price has the discount for the first lesson with this tutor.
    let isFirstLesson: Bool
    let validityDays: Int
    let terms: CancelTerms
    let commissionBP: Int
    /// The VAT on the commission.
    let vatBP: Int
    let status: Status
    /// The payment; nil before the first intent.
    var charge: ID<Charge>?
    /// Nil until it is paid.
    var lot: ID<Lot>?
    /// The end of the time for the payment.
    var expiresAt: Instant
    let paidAt: Instant?
    let createdAt: Instant
    let version: Int

    /// The object of a purchase.
    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Several lessons at once.
        case package
        /// One lesson at a held time.
        case single
    }

    var price: LotPrice { LotPrice(price: amount, lessons: lessons) }

    static let openTime = Duration.minutes(30)
    /// The time in which students refund unused units by themselves.
    static let refundTime = Duration.days(14)
}

extension Purchase: LifecycleSubject {
    static let kind = "purchase"
    static let guardRefusal = Problem.Code.illegalTransition

    /// The state of a purchase.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Waits for its payment.
        case pending
        /// Paid: its units are in a lot.
        case paid
        /// Not paid in time.
        case expired
        /// Given up before the payment.
        case cancelled
        /// The unused units, or a payment that nobody waited for, went back.
        case refunded
    }

    /// A move of a purchase along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The money has arrived.
        case pay
        /// The money has arrived after the time for it, and is still wanted.
        case payLate = "pay_late"
        /// The money has arrived and is not wanted: all of it goes back.
        case sendBack = "send_back"
        /// The time for the payment is over.
        case expire
        /// The student drops the held lesson.
        case giveUp = "give_up"
        /// The unused units go back as money.
        case refund
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Purchase, Status, Event>(start: .pending) {
        // event         from                            to             needs                          then
        On(.pay,         from: .pending,                 to: .paid,      needs: .purchaseRun,    then: .purchasePaid)
        On(.payLate,     from: .expired,                 to: .paid,      needs: .purchaseRun,    then: .purchasePaid)
        On(.sendBack,    from: .pending, .expired, .cancelled, to: .refunded, needs: .purchaseRun)
        On(.expire,      from: .pending,                 to: .expired,   needs: .purchaseRun)
        On(.giveUp,      from: .pending,                 to: .cancelled, needs: .purchaseMake)
        On(.refund,      from: .paid,                    to: .refunded,  needs: .purchaseRefund, then: .purchaseRefunded)
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {}
}

extension Effect {
    /// A purchase was paid for.
    static let purchasePaid = Effect("purchase_paid")
    /// The unused units of a purchase went back.
    static let purchaseRefunded = Effect("purchase_refunded")
}
