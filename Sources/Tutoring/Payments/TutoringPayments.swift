import Kernel
import Platform
import Store
import Web

/// The payments of students.
enum TutoringPayments {
    static let routes = rows.tagged("Payments")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                      handler needs
        Get ("/payments",              list,   .paymentRead,   "List payments",
             details: "Of a student the own ones, of a tutor those of the sales and those of plans that paid for a lesson, newest first.")
        Get ("/payments/{id}",         show,   .paymentRead,   "Get a payment")
        Post("/payments/{id}/refund",  refund, .paymentRefund, "Give a lesson's price back, or refund a plan's unused units",
             details: "With `booking_id` a tutor gives the whole lesson back and an administrator a share: as units, or as money for a single lesson or a refunded purchase. Without it an administrator refunds the unused units of a plan's payment, or orders money anew that the provider has refused to send. Administrators need a fresh login.").idempotent.refuses(.notRefundable, .paymentsContested, .illegalTransition, .refundNothingLeft, .stepUpRequired, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused, .paymentDeclined, .refundTooLarge, .stale)
    }

    static func list(_ call: Call, filter: PaymentFilter, page: PageRequest) async throws -> Page<PaymentView>
    {
        try await call.db.read { tx in
            try PaidThing.list(page, where: filter.conditions, within: call.scope, tx)
                .map { PaymentView($0, for: call.scope) }
        }
    }

    static func show(_ call: Call, id: ID<PaidThing>) async throws -> PaymentView {
        try await call.db.read { tx in
            PaymentView(try PaidThing.find(id, within: call.scope, tx), for: call.scope)
        }
    }

    static func refund(
        _ call: Call,
        id: ID<PaidThing>,
        body: NewPaymentRefund
    ) async throws -> PaymentRefundView {
        let isAdministrator = call.scope.reach == .all
        if isAdministrator { try await StepUp.require(call) }
        let paid = try await call.db.read { tx in try PaidThing.find(id, within: call.scope, tx) }
        guard paid.status == .succeeded else { throw Problem(.notRefundable) }
        if let lesson = body.bookingId {
            let percent = try body.percent(isAdministrator: isAdministrator)
            return try await call.db.write { tx in
                try GiveBack(of: lesson, from: paid, percent: percent, reason: body.reason).make(as: call, tx)
            }
        }
        guard isAdministrator else {
            throw Problem(.invalid, faults: [.init("/booking_id", Refusal(.required))])
        }
        guard paid.purpose == .plan else {
            return try await call.db.write { tx in
                try RefundAgain.make(paid, because: body.reason, as: call, tx)
            }
        }
        return try await RefundPlan.make(paid, because: body.reason, call)
    }
}

/// A selection of payments.
struct PaymentFilter: Query {
    /// Only payments with this status.
    var status: Payment.Status?
    /// Only payments begun at or after this time.
    var from: Instant?
    /// Only payments begun before this time.
    var until: Instant?

    var conditions: [SQL] {
        [
            status.map { "x.status = \($0)" }, from.map { "x.created_at >= \($0)" },
            until.map { "x.created_at < \($0)" },
        ].compactMap(\.self)
    }
}

/// A refund of a payment, or a lesson of it to be given back.
struct NewPaymentRefund: Body {
    /// The reason; the student reads it.
    var reason: Reason
    /// The lesson whose price is given back.
    var bookingId: ID<Lesson>?
    /// The share in percent that an administrator gives back; a tutor always gives the whole back.
    var share: Ranged<1, 100>?
    /// Refused: the server calculates it.
    var amountMinor: Computed?

    fileprivate func percent(isAdministrator: Bool) throws(Problem) -> Int {
        if isAdministrator {
            guard let share else { throw Problem(.invalid, faults: [.init("/share", Refusal(.required))]) }
            return share.value
        }
        guard share == nil || share?.value == 100 else {
            throw Problem(.invalid, faults: [.init("/share", .wholeByTutor)])
        }
        return 100
    }
}

/// A payment as the payment provider reports it.
struct PaymentView: View {
    /// The identity of the payment.
    var id: ID<PaidThing>
    /// The payer.
    var accountId: ID<Account>
    /// The object of the payment.
    var purpose: PaidThing.Purpose
    /// The purchase; absent for a plan.
    var purchaseId: ID<Purchase>?
    /// The subscription; absent for a purchase.
    var subscriptionId: ID<Subscription>?
    /// The sum, in cents.
    var amountMinor: Int64
    /// The sum of all refunds in cents, pending ones included.
    var refundedMinor: Int64
    /// The sum that is contested at the bank, in cents.
    var contestedMinor: Int64
    /// Whether the money has been charged.
    var status: Payment.Status
    /// The provider's code of the last failure, such as `card_declined`; absent without one.
    var failure: String?
    /// The card that paid, for the payer and administrators; absent before, and for other means.
    var card: Card?
    /// The time at which the payment was begun.
    var createdAt: Instant
    /// Absent until the payment succeeds.
    var paidAt: Instant?

    /// A card as statements show it.
    struct Card: Codable, Hashable, Sendable {
        /// As `visa`.
        var brand: String
        /// The last four digits.
        var last4: String
        /// The country of the bank; absent when it is unknown.
        var country: String?
    }

    init(_ paid: PaidThing, for reader: Scope) {
        id = paid.id
        accountId = paid.account
        purpose = paid.purpose
        purchaseId = paid.purchase
        subscriptionId = paid.subscription
        amountMinor = paid.amount
        refundedMinor = paid.refunded
        contestedMinor = paid.contested
        status = paid.status
        failure = paid.failure
        let seesCard = reader.reach == .all || reader.actor.account == paid.account
        card = seesCard ? paid.card.map { Card(brand: $0.brand, last4: $0.last4, country: $0.country) } : nil
        createdAt = paid.createdAt
        paidAt = paid.paidAt
    }
}

/// The end of a refund.
struct PaymentRefundView: View {
    /// The refund at the payment provider; absent when the units are in the lot again.
    var refundId: ID<Subject>?
    /// How many units went back.
    var units: Int
    /// Their value, in cents.
    var amountMinor: Int64
    /// How far the money is.
    var status: MoneyBackStatus
}
