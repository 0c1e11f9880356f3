import Kernel
import Platform

/// The accounts that Distribution books on; docs/decisions/0013-settling.md.
extension Ledger.Account {
    /// Cash that shops have paid at the door.
    static let cashOnDelivery = Self("cash_on_delivery", .asset)
    static let commission = Self("commission", .income)
    static let deliveryFees = Self("delivery_fees", .income)

    static func owed(to company: ID<Company>) -> Self { .owed(to: "company", company) }
}
