import Kernel
import Platform

/// The ledger accounts of Distribution; see docs/decisions/0013-settling.md.
extension Ledger.Account {
    /// Cash collected from shops on delivery.
    static let cashOnDelivery = Self("cash_on_delivery", .asset)
    static let commission = Self("commission", .income)
    static let deliveryFees = Self("delivery_fees", .income)

    static func owed(to company: ID<Company>) -> Self { .owed(to: "company", company) }
}
