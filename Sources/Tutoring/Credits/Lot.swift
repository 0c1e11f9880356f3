import Kernel
import Platform
import Store

/// Units that a student has paid for: of one purchase, or of one period of a plan.
///
/// 100 units are one lesson. All units are numbered from 0; the free numbers are the available ones. granted = available + reserved + used +
/// expired + refunded, always.
struct Lot: Sendable, Equatable {
    let id: ID<Lot>
    let source: Source
    let purchase: ID<Purchase>?
    let subscription: ID<Subscription>?
    let student: ID<Account>
    /// Nil for a plan's lot, which serves every tutor who accepts plans.
    let tutor: ID<Tutor>?
    let subject: SubjectCode?
    let level: SubjectLevel?
    let minutes: Int
    let price: LotPrice
    let commissionBP: Int
    /// The VAT on the commission; nil for a plan's lot, where it follows from the tutor of each lesson.
    let vatBP: Int?
    /// The cancellation rule of its lessons; nil for a plan's lot, where it is the tutor's of each lesson.
    let terms: CancelTerms?
    /// The greatest single price of a lesson that a plan's lot pays for.
    let cap: Int64?
    let granted: Int
    var reserved: Int
    var used: Int
    var expired: Int
    var refunded: Int
    /// The numbers of the available units.
    var free: UnitSet
    var expiresAt: Instant
    /// Since when the expiry stands still: while the tutor is suspended.
    var standsSince: Instant?
    /// Since when the payment is contested at the bank.
    var frozenAt: Instant?
    let createdAt: Instant
    var version: Int

    static let kind = "lot"
    /// The time that units get beyond the expiry when others than the student gave them back.
    static let grace = Duration.days(14)

    /// How the units of a lot were bought.
    enum Source: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// A package or a single lesson.
        case purchase
        /// A period of a plan.
        case plan
    }

    var available: Int { free.count }
    /// Whether the payment is contested at the bank, so that nothing can be taken or refunded.
    var isFrozen: Bool { frozenAt != nil }
    /// The value of the available units, in cents.
    var valueLeft: Int64 { price.value(of: free) }
}
