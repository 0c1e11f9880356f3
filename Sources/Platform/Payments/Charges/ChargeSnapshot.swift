import Kernel

/// A charge as its gateway knows it now.
package struct ChargeSnapshot: Sendable, Hashable {
    /// The identifier of the page.
    package var reference: String
    package var state: State
    /// The sum on the page or, once there is a payment, the sum of the payment.
    package var amount: Money
    /// Our identifier of the charge; nil when the provider has none.
    package var mark: String?
    /// The identifier of the payment, to which refunds refer; nil before there is one.
    package var payment: String?
    /// The provider's fee; nil until it is known.
    package var fee: Money?
    /// The provider's code of the last failure, such as `card_declined`.
    package var failure: String?
    package var paidAt: Instant?
    package var refunds: [RefundSnapshot]
    package var chargebacks: [ChargebackSnapshot]
    /// The card that paid; nil before the payment, and for other means.
    package var card: ChargeCard?

    /// How far the payment on a page is.
    package enum State: String, Sendable, CaseIterable {
        /// The customer can still pay or approve.
        case open
        /// The customer has approved, and the money must be captured.
        case approved
        /// Captured, and the provider still waits for the money.
        case pending
        /// The money has arrived; refunds and chargebacks change nothing in it.
        case paid
        /// The last attempt was refused; the customer may try again on the page.
        case failed
        /// The page is closed without a payment.
        case closed
    }

    package init(
        reference: String,
        state: State,
        amount: Money,
        mark: String? = nil,
        payment: String? = nil,
        fee: Money? = nil,
        failure: String? = nil,
        paidAt: Instant? = nil,
        refunds: [RefundSnapshot] = [],
        chargebacks: [ChargebackSnapshot] = [],
        card: ChargeCard? = nil
    ) {
        self.reference = reference
        self.state = state
        self.amount = amount
        self.mark = mark
        self.payment = payment
        self.fee = fee
        self.failure = failure
        self.paidAt = paidAt
        self.refunds = refunds
        self.chargebacks = chargebacks
        self.card = card
    }
}

/// A payment that the customer contests at the bank or the provider, which holds the money meanwhile.
///
/// A question without consequences for the money is none.
package struct ChargebackSnapshot: Sendable, Hashable {
    package var id: String
    package var amount: Money
    package var state: Chargeback.State
    package var createdAt: Instant

    package init(id: String, amount: Money, state: Chargeback.State, createdAt: Instant) {
        self.id = id
        self.amount = amount
        self.state = state
        self.createdAt = createdAt
    }
}
