import Kernel

/// A command to the provider, with amounts in minor units.
package enum GatewayCommand: Sendable {
    case customer(CustomerCommand)
    case price(PriceOnOffer)
    case checkout(CheckoutCommand)
    /// Closes a checkout page, so that it takes no more payments.
    case expire(checkout: String)
    /// A page with the customer's cards, invoices and subscription.
    case portal(customer: String, returningTo: String)
    /// A new price from now on; the rest of the old one is credited.
    case upgrade(subscription: String, item: String, price: String, key: String)
    case cancelAtPeriodEnd(subscription: String, Bool)
    /// Ends it at once; nothing is paid back.
    case end(subscription: String)
    /// Free until then: the period begins now, ends then, and nothing is charged before.
    case extend(subscription: String, until: Instant)
    /// `mark` identifies the refund later.
    case refund(payment: String, amount: Int64, mark: String)
}

package struct CustomerCommand: Sendable {
    package let account: ID<Account>
    package let email: String
    package let language: Language
    /// Distinguishes this site's customers from those of other sites with the same provider.
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
    /// The end of the checkout page.
    package let expiresAt: Instant
}
