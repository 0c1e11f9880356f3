import Kernel
import Store

/// A product's reactions to changes of its payments.
///
/// Each is called in the transaction that records the change, exactly once for each change, whatever the order and the
/// repetitions of the provider's events.
package struct PaymentPolicy: Sendable {
    /// A subscription has begun or changed its status, plan, period or end; `old` is nil for a new one.
    package var subscriptionChanged: SubscriptionChanged
    /// A payment has succeeded, for a subscription or a single purchase.
    package var paid: Paid
    /// A refund has been made.
    package var refunded: Refunded
    /// The provider refuses a refund, and none has been made.
    package var refundRefused: Refunded
    /// A period of a subscription has been paid, also when nothing was due.
    package var invoicePaid: InvoicePaid
    /// The customer contests a payment at the bank, which takes the money meanwhile.
    package var contested: Contested
    /// The bank has decided about a contested payment.
    package var contestEnded: Contested
    /// The account whose balance a payment raises.
    package var income: Ledger.Account
    /// The account that a refund lowers.
    package var refunds: Ledger.Account

    package typealias SubscriptionChanged =
        @Sendable (_ subscription: Subscription, _ old: Subscription?, _ site: Site, _ tx: borrowing Tx)
        throws -> Void
    package typealias Paid = @Sendable (_ payment: Payment, _ site: Site, _ tx: borrowing Tx) throws -> Void
    package typealias Refunded =
        @Sendable (_ refund: Refund, _ payment: Payment, _ site: Site, _ tx: borrowing Tx) throws -> Void
    package typealias Contested =
        @Sendable (_ chargeback: PaymentChargeback, _ payment: Payment, _ site: Site, _ tx: borrowing Tx)
        throws -> Void
    package typealias InvoicePaid =
        @Sendable (_ invoice: ProviderInvoice, _ site: Site, _ tx: borrowing Tx) throws -> Void

    package init(
        subscriptionChanged: @escaping SubscriptionChanged = { _, _, _, _ in },
        paid: @escaping Paid = { _, _, _ in },
        refunded: @escaping Refunded = { _, _, _, _ in },
        refundRefused: @escaping Refunded = { _, _, _, _ in },
        invoicePaid: @escaping InvoicePaid = { _, _, _ in },
        contested: @escaping Contested = { _, _, _, _ in },
        contestEnded: @escaping Contested = { _, _, _, _ in },
        income: Ledger.Account = .revenue,
        refunds: Ledger.Account = .refunds
    ) {
        self.subscriptionChanged = subscriptionChanged
        self.paid = paid
        self.refunded = refunded
        self.refundRefused = refundRefused
        self.invoicePaid = invoicePaid
        self.contested = contested
        self.contestEnded = contestEnded
        self.income = income
        self.refunds = refunds
    }
}
