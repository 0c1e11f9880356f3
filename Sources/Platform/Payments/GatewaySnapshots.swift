import Kernel

// What a provider says is so, in our words.

package struct SubscriptionSnapshot: Sendable, Hashable {
    package var id: String
    package var customer: String
    package var item: String
    package var price: String
    /// What we called the plan when it was bought; the price goes before it.
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
    /// What we called it when it was bought.
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
    /// The identity of the refund that we asked for, where it was us.
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
    /// Whose it is, where we have made it.
    package var account: ID<Account>?
    package var site: String?
}
