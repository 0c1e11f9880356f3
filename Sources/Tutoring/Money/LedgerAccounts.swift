import Kernel
import Platform

/// The ledger accounts of Tutoring; the balance at the provider, `provider`, is the platform's.
extension Ledger.Account {
    /// Paid, and not yet charged: the value of all unused units.
    static let deferred = Self("deferred", .liability)
    /// Earned by a tutor less than 72 hours ago, or disputed.
    static func pending(_ tutor: ID<Tutor>) -> Self { .owed(to: "pending", tutor) }
    /// Owed to a tutor.
    static func tutor(_ tutor: ID<Tutor>) -> Self { .owed(to: "tutor", tutor) }
    static let commission = Self("commission", .income)
    /// The VAT on the commission.
    static let vat = Self("vat", .liability)
    /// The value of a plan's units that expired.
    static let breakage = Self("breakage", .income)
    /// The cents between the VAT of single charges and the VAT of a month's invoice.
    static let rounding = Self("rounding", .expense)
    /// Taken by the provider until a chargeback is decided.
    static let contested = Self("contested", .asset)
    /// Lost chargebacks of lessons that were charged, and refunds that somebody made at the provider by hand.
    static let badDebt = Self("bad_debt", .expense)
    /// Payments that no purchase was waiting for, on their way back.
    static let strays = Self("strays", .liability)
}
