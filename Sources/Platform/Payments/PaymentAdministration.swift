import Kernel
import Store
import Web

extension Payments {
    /// The administrators' list of payments, and refunds.
    package static func administration(reading: Permission, refunding: Permission) -> [Route] {
        [
            Get(
                "/admin/payments",
                list,
                reading,
                "List all payments",
                details: "The payments of all accounts, by default newest first."
            ),
            Post(
                "/admin/payments/{id}/refund",
                refund,
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
            try PaymentView.page(filter.payments(page, for: call, tx), for: call, tx)
        }
    }

    static func refund(_ call: Call, id: ID<Payment>, body: RefundRequest) async throws -> Created<RefundView>
    {
        let refund = try await refund(id, body.amount?.value, reason: body.reason.rawValue, call)
        return Created(RefundView(refund), at: "/admin/payments")
    }
}

/// A refund to be made.
struct RefundRequest: Body {
    /// In minor units of the payment's currency; the whole refundable amount when absent.
    var amount: Cents?
    /// For the records; the payer does not see it.
    var reason: Line<1, 300>
}

/// A payment as the payment provider reports it.
struct PaymentView: View {
    var id: ID<Payment>
    /// The payer.
    var accountId: ID<Account>
    /// First and last name of the payer; a placeholder when the account was erased.
    var accountName: String?
    /// The code by which the office knows the payer, as a tax code; absent without one.
    var accountCode: String?
    /// The subscription that was paid; absent for a single purchase.
    var subscriptionId: ID<Subscription>?
    /// The key of the purchase: the id of a plan, or `course:` with the id of a course; empty when it is unknown.
    var purpose: String
    /// The name of the purchase in the language of the request; absent when it is unknown.
    var purposeName: String?
    /// The short name of the purchase, as a plan has it; absent without one.
    var purposeCode: String?
    /// The sum of the payment, charged or not, taxes included.
    var amount: Money
    /// The sum of all refunds, pending ones included.
    var refunded: Money
    /// The sum that can still be refunded.
    var refundable: Money
    /// Whether the money has been charged.
    var status: Payment.Status
    /// The provider's code of the last failure, such as `card_declined`; absent without one.
    var failure: String?
    /// The time at which the provider opened the payment, before any charge.
    var createdAt: Instant
    /// Absent until the payment succeeds.
    var paidAt: Instant?

    init(_ payment: Payment, naming people: KnownPeople, _ purposes: [String: PurposeName]) {
        id = payment.id
        accountId = payment.account
        accountName = people.name(of: payment.account)
        accountCode = people.code(of: payment.account)
        subscriptionId = payment.subscription
        purpose = payment.purpose
        purposeName = purposes[payment.purpose]?.name
        purposeCode = purposes[payment.purpose]?.code
        amount = payment.amount
        refunded = payment.refunded
        refundable = payment.refundable
        status = payment.status
        failure = payment.failure
        createdAt = payment.createdAt
        paidAt = payment.paidAt
    }

    static func page(
        _ payments: Page<Payment>,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Page<PaymentView> {
        let people = try call.names(of: payments.data.map { $0.account }, tx)
        let purposes = try call.site.product.payments.purposes(
            payments.data.map(\.purpose),
            call.languages,
            tx
        )
        return payments.map { PaymentView($0, naming: people, purposes) }
    }
}

/// A refund of a payment.
struct RefundView: View {
    var id: ID<Refund>
    /// The original payment, whose payer gets the money back.
    var paymentId: ID<Payment>
    /// The sum that goes back to the payer.
    var amount: Money
    /// For the records; the payer does not see it.
    var reason: String
    /// Whether the money has gone back.
    var status: Refund.Status
    /// The reason of the failure, with the provider's code, such as `lost_or_stolen_card`; absent without a failure.
    var failure: String?
    /// The time of the order, before the provider's answer; for a refund made at the provider, its creation there.
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
