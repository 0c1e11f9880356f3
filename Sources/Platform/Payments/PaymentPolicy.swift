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
    /// An invoice or a credit note that we issued has its PDF; called once for each.
    package var invoicePrinted: InvoicePrinted
    /// The customer contests a payment at the bank, which takes the money meanwhile.
    package var contested: Contested
    /// The bank has decided about a contested payment.
    package var contestEnded: Contested
    /// The names of what was bought, for lists of payments; keys without a name are left out.
    package var purposes: Purposes
    /// The keys of what was bought whose name has the words of a question.
    package var purposesFound: PurposesFound
    /// A query with the columns `purpose`, a key, and `title`, by which lists of payments are sorted; nil without names.
    package var purposeTitles: PurposeTitles
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

    package typealias InvoicePrinted =
        @Sendable (_ invoice: Invoice, _ site: Site, _ tx: borrowing Tx) throws -> Void
    package typealias Purposes =
        @Sendable (_ keys: [String], _ languages: [Language], _ tx: borrowing Tx) throws -> [String:
        PurposeName]
    package typealias PurposesFound =
        @Sendable (_ question: SearchQuestion, _ tx: borrowing Tx) throws -> [String]
    package typealias PurposeTitles = @Sendable (_ languages: [Language]) -> SQL?

    package init(
        subscriptionChanged: @escaping SubscriptionChanged = { _, _, _, _ in },
        paid: @escaping Paid = { _, _, _ in },
        refunded: @escaping Refunded = { _, _, _, _ in },
        refundRefused: @escaping Refunded = { _, _, _, _ in },
        invoicePaid: @escaping InvoicePaid = { _, _, _ in },
        invoicePrinted: @escaping InvoicePrinted = { _, _, _ in },
        contested: @escaping Contested = { _, _, _, _ in },
        contestEnded: @escaping Contested = { _, _, _, _ in },
        purposes: @escaping Purposes = { _, _, _ in [:] },
        purposesFound: @escaping PurposesFound = { _, _ in [] },
        purposeTitles: @escaping PurposeTitles = { _ in nil },
        income: Ledger.Account = .revenue,
        refunds: Ledger.Account = .refunds
    ) {
        self.subscriptionChanged = subscriptionChanged
        self.paid = paid
        self.refunded = refunded
        self.refundRefused = refundRefused
        self.invoicePaid = invoicePaid
        self.invoicePrinted = invoicePrinted
        self.contested = contested
        self.contestEnded = contestEnded
        self.purposes = purposes
        self.purposesFound = purposesFound
        self.purposeTitles = purposeTitles
        self.income = income
        self.refunds = refunds
    }
}

/// The purchase, as lists name it.
package struct PurposeName: Sendable, Hashable {
    package let name: String
    /// The short name by which the office knows it; nil without one.
    package let code: String?

    package init(name: String, code: String? = nil) {
        self.name = name
        self.code = code
    }
}
