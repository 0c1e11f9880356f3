import Kernel
import Platform
import Web

/// A payment for an award, as the caller may see it.
struct PaymentView: View {
    var id: ID<Charge>
    var jobId: ID<Job>
    /// The name of the gateway.
    var gateway: PaymentGatewayName
    var state: Charge.State
    /// The price that the customer pays, in cents; absent for the provider.
    var amountMinor: Int64?
    /// The provider's part as things stand, in cents; absent for the customer.
    var netMinor: Int64?
    /// The platform's share of the whole amount, in cents; absent for the customer.
    var commissionMinor: Int64?
    /// The sum that has gone back to the customer, in cents.
    var refundedMinor: Int64
    /// Whether the money came when nobody waited for it any more; it is sent back as a whole.
    var isStray: Bool
    /// The page on which the customer pays; absent once there is nothing to pay, and for others.
    var url: String?
    /// The gateway's code of the last failure, such as `card_declined`; absent without one, and for the provider.
    var failure: String?
    /// When the time for the payment ends; absent once it has ended.
    var expiresAt: Instant?
    /// When the money arrived; absent before.
    var paidAt: Instant?
    /// When the payment was begun.
    var createdAt: Instant
    /// The value for `If-Match`.
    var version: Int

    init(_ payment: JobPayment, for call: Call) {
        let charge = payment.charge
        let isProvider = call.actor.account == payment.providerAccount
        let isCustomer = call.actor.account == charge.account
        id = charge.id
        jobId = payment.job
        gateway = PaymentGatewayName(rawValue: charge.gateway) ?? .stripe
        state = charge.state
        amountMinor = isProvider ? nil : charge.amount.amountMinor
        netMinor = isCustomer ? nil : payment.net
        commissionMinor = isCustomer ? nil : payment.commission
        refundedMinor = payment.refunded
        isStray = charge.isStray
        url = isCustomer && charge.state.isLive ? charge.url : nil
        failure = isProvider ? nil : charge.failure
        expiresAt = charge.state.isLive ? charge.expiresAt : nil
        paidAt = charge.paidAt
        createdAt = charge.createdAt
        version = charge.version
    }
}

/// A provider's part of the price of a job.
struct ProviderPaymentView: View {
    /// Names the charge, as in the customer's answer.
    var id: ID<Charge>
    var jobId: ID<Job>
    var state: Charge.State
    /// The provider's part as things stand, in cents.
    var netMinor: Int64
    /// The platform's share of the whole amount, in cents.
    var commissionMinor: Int64
    /// Whether the money is released to the provider.
    var isReleased: Bool
    /// When the money arrived; absent before.
    var paidAt: Instant?
    /// When the payment was begun.
    var createdAt: Instant

    init(_ payment: JobPayment) {
        id = payment.charge.id
        jobId = payment.job
        state = payment.charge.state
        netMinor = payment.net
        commissionMinor = payment.commission
        isReleased = payment.escrow?.isReleased ?? false
        paidAt = payment.charge.paidAt
        createdAt = payment.charge.createdAt
    }
}

/// A payment gateway.
enum PaymentGatewayName: String, Codable, CaseIterable, Sendable {
    /// Cards and more, on a page of Stripe.
    case stripe
    /// A PayPal account.
    case paypal
}

/// A payment to be made.
struct NewPayment: Body {
    /// The awarded job.
    var jobId: ID<Job>
    /// The gateway that takes the payment.
    var gateway: PaymentGatewayName
    /// Where the gateway sends the customer after the payment: an address of the configured front end, or of this server.
    var returnUrl: Line<8, 1_000>
    /// Where the gateway sends a customer who does not pay, of the same kind.
    var cancelUrl: Line<8, 1_000>
    /// Refused: the server calculates it.
    var amountMinor: Computed?
    /// Refused: the server calculates it.
    var feeMinor: Computed?
    /// Refused: the server calculates it.
    var commissionMinor: Computed?
}

/// The payment whose next step is due.
struct PaymentStep: Body {
    /// The caller's charge to go on with.
    var paymentId: ID<Charge>
}

/// A change that somebody other than the gateway can make.
struct PaymentChange: Body {
    /// `cancelled` by its customer, `refreshed` by an administrator.
    var status: Status
    /// The reason; administrators must give it.
    var reason: Reason?

    /// The new status of the payment.
    enum Status: String, Codable, CaseIterable, Sendable {
        /// The customer gives it up.
        case cancelled
        /// It is read again at the gateway; a payment that no job was waiting for is sent back again where the first attempt failed.
        case refreshed
        /// Set by the gateway only.
        case created
        /// Set by the gateway only.
        case open
        /// Set by the gateway only.
        case succeeded
        /// Set by the gateway only.
        case failed
        /// Set by the server only, at the end of the award.
        case lapsed
    }
}
