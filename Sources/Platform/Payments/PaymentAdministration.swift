import Kernel
import Store
import Web

extension Payments {
    /// The look of those who run a product at what was paid, and the way to give it back.
    package static func administration(reading: Permission, refunding: Permission) -> [Route] {
        [
            Get(
                "/admin/payments",
                list,
                reading,
                "List all payments",
                details: "The payments of all accounts, newest first."
            ),
            Post(
                "/admin/payments/{id}/refund",
                giveBack,
                refunding,
                "Refund a payment",
                details: "In full or in part. The amount is reserved at once; the refund stays `pending` "
                    + "until the payment provider confirms it."
            )
            .idempotent.afresh.refuses(
                .notRefundable,
                .refundTooLarge,
                .paymentsNotConfigured,
                .paymentsUnavailable,
                .paymentRefused,
                .paymentDeclined,
                .stale
            ),
        ].tagged("Payments (office)")
    }

    static func list(_ call: Call, filter: PaymentFilter, page: PageRequest) async throws -> Page<PaymentView>
    {
        try await call.db.read { tx in
            try Payment.list(page, of: filter.accountId, status: filter.status, tx).map(PaymentView.init)
        }
    }

    static func giveBack(_ call: Call, id: ID<Payment>, body: RefundWish) async throws -> Created<RefundView>
    {
        let refund = try await refund(id, body.amount?.value, reason: body.reason.rawValue, call)
        return Created(RefundView(refund), at: "/admin/payments")
    }
}

struct PaymentFilter: Query {
    var accountId: ID<Account>?
    var status: Payment.Status?
}

struct RefundWish: Body {
    /// In cents; all that is left when nothing is said.
    var amount: Cents?
    var reason: Line<1, 300>
}

struct PaymentView: View {
    var id: ID<Payment>
    var accountId: ID<Account>
    var subscriptionId: ID<Subscription>?
    var purpose: String
    var amount: Money
    var refunded: Money
    var refundable: Money
    var status: Payment.Status
    var failure: String?
    var createdAt: Instant
    var paidAt: Instant?

    init(_ payment: Payment) {
        id = payment.id
        accountId = payment.account
        subscriptionId = payment.subscription
        purpose = payment.purpose
        amount = payment.amount
        refunded = payment.refunded
        refundable = payment.refundable
        status = payment.status
        failure = payment.failure
        createdAt = payment.createdAt
        paidAt = payment.paidAt
    }
}

struct RefundView: View {
    var id: ID<Refund>
    var paymentId: ID<Payment>
    var amount: Money
    var reason: String
    var status: Refund.Status
    var failure: String?
    var createdAt: Instant

    init(_ refund: Refund) {
        id = refund.id
        paymentId = refund.payment
        amount = refund.amount
        reason = refund.reason
        status = refund.status
        failure = refund.failure
        createdAt = refund.createdAt
    }
}
