import Kernel
import Store

/// What a product does when something has happened to its money.
///
/// Each is called in the transaction that notes it, and exactly once for each thing that happened, whatever the provider
/// repeats or in which order it tells.
package struct PaymentPolicy: Sendable {
    /// Begun or changed: its status, plan, period, or whether it ends; `old` is nil when it is new.
    package var subscriptionChanged: SubscriptionChanged
    /// Succeeded, for a subscription or once.
    package var paid: Paid
    /// Money has gone back.
    package var refunded: Refunded
    /// A period of a subscription has been paid, also when nothing was due.
    package var invoicePaid: InvoicePaid

    package typealias SubscriptionChanged =
        @Sendable (_ subscription: Subscription, _ old: Subscription?, _ site: Site, _ tx: borrowing Tx)
        throws -> Void
    package typealias Paid = @Sendable (_ payment: Payment, _ site: Site, _ tx: borrowing Tx) throws -> Void
    package typealias Refunded =
        @Sendable (_ refund: Refund, _ payment: Payment, _ site: Site, _ tx: borrowing Tx) throws -> Void
    package typealias InvoicePaid =
        @Sendable (_ invoice: ProviderInvoice, _ site: Site, _ tx: borrowing Tx) throws -> Void

    package init(
        subscriptionChanged: @escaping SubscriptionChanged = { _, _, _, _ in },
        paid: @escaping Paid = { _, _, _ in },
        refunded: @escaping Refunded = { _, _, _, _ in },
        invoicePaid: @escaping InvoicePaid = { _, _, _ in }
    ) {
        self.subscriptionChanged = subscriptionChanged
        self.paid = paid
        self.refunded = refunded
        self.invoicePaid = invoicePaid
    }
}
