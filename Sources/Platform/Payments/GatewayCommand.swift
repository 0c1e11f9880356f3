import Kernel

/// What can be asked of a provider; amounts in the smallest unit.
package enum GatewayCommand: Sendable {
    case customer(CustomerCommand)
    case price(PriceOnOffer)
    case checkout(CheckoutCommand)
    /// Nobody can pay there any more.
    case expire(checkout: String)
    /// A page on which the customer looks after their cards, invoices and subscription.
    case portal(customer: String, returningTo: String)
    /// Another price from now on; what is left of the old one is credited.
    case upgrade(subscription: String, item: String, price: String, key: String)
    case cancelAtPeriodEnd(subscription: String, Bool)
    /// `mark` finds the refund again.
    case refund(payment: String, amount: Int64, mark: String)
}

package struct CustomerCommand: Sendable {
    package let account: ID<Account>
    package let email: String
    package let language: Language
    /// Tells customers of this site from those of others with the same provider.
    package let site: String
}

package struct CheckoutCommand: Sendable {
    package let account: ID<Account>
    package let customer: String
    package let price: String
    package let offer: PriceOnOffer
    package let language: Language
    package let returning: ReturnAddresses
    package let site: String
    /// Nobody can pay there afterwards.
    package let expiresAt: Instant
}
