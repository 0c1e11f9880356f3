import Kernel

// The provider's answers in our own terms.

package struct SubscriptionSnapshot: Sendable, Hashable {
    package var id: String
    package var customer: String
    package var item: String
    package var price: String
    /// The plan's key at the time of purchase; the key of the price takes precedence.
    package var planKey: String?
    package var status: Subscription.Status
    package var periodStart: Instant
    package var periodEnd: Instant
    package var trialEnd: Instant?
    package var cancelAtPeriodEnd: Bool
    package var canceledAt: Instant?
    package var endedAt: Instant?
    package var startedAt: Instant
}

package struct PaymentSnapshot: Sendable, Hashable {
    package var id: String
    package var customer: String?
    package var invoice: String?
    package var charge: String?
    /// The offer's key at the time of purchase.
    package var purpose: String?
    package var amount: Money
    package var fee: Money?
    package var status: Payment.Status
    package var failure: String?
    package var createdAt: Instant
    package var paidAt: Instant?
}

package struct RefundSnapshot: Sendable, Hashable {
    package var id: String
    /// The identifier of our refund; nil for a refund made in the provider's dashboard.
    package var mark: String?
    package var amount: Money
    package var status: Refund.Status
    package var failure: String?
    package var createdAt: Instant
}

package struct InvoiceSnapshot: Sendable, Hashable {
    package var id: String
    package var customer: String
    package var subscription: String?
    package var payment: String?
    package var status: ProviderInvoice.Status
    /// As `subscription_cycle`.
    package var reason: String
    package var amount: Money
    package var periodStart: Instant
    package var periodEnd: Instant
    package var attempts: Int
    package var createdAt: Instant
    package var paidAt: Instant?
}

package struct CheckoutSnapshot: Sendable, Hashable {
    package var id: String
    package var customer: String?
    package var subscription: String?
    package var payment: String?
    package var isComplete: Bool
}

package struct CustomerSnapshot: Sendable, Hashable {
    package var id: String
    /// The account behind the customer; nil for a customer that we have not made.
    package var account: ID<Account>?
    package var site: String?
}
