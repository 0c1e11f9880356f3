import Kernel
import Platform
import Store

extension PaymentPolicy {
    /// The payments of plans: each is documented, and each paid period grants a lot.
    static let tutoring = PaymentPolicy(
        subscriptionChanged: { subscription, old, _, tx in
            try PlanNotices.changed(subscription, from: old, tx)
        },
        paid: { payment, site, tx in
            guard let plan = try LessonPlan.find(key: payment.purpose, tx) else { return }
            try Documents.issue(payment, for: plan, at: site, tx)
            try PlanNotices.paid(payment, for: plan, tx)
        },
        refunded: { refund, payment, site, tx in
            guard refund.requestedBy != nil else { return try refund.bookAsLoss(tx) }
            try Documents.credit(
                refund.amount.amountMinor,
                of: Documents.cause(of: payment),
                cause: "refund:\(refund.id)",
                at: site,
                tx
            )
            try PlanNotices.refunded(refund, payment, tx)
        },
        refundRefused: { refund, _, _, tx in try RefundPlan.undo(refund, tx) },
        invoicePaid: { invoice, _, tx in try Lot.grant(paidBy: invoice, tx) },
        contested: PlanChargebacks.opened,
        contestEnded: PlanChargebacks.ended,
        income: .deferred,
        refunds: .deferred
    )
}

extension Refund {
    /// A refund that somebody made at the provider by hand takes no lessons away, so its money is the platform's.
    fileprivate func bookAsLoss(_ tx: borrowing Tx) throws {
        let lines = [
            Ledger.Line(.badDebt, amount),
            Ledger.Line(.deferred, Money(-amount.amountMinor, amount.currency)),
        ]
        try Ledger.book("plan_refund_by_hand", of: id.cast(), lines, tx)
    }
}

extension Lot {
    /// Grants the lessons of a paid period, once; changes within a period grant nothing.
    fileprivate static func grant(paidBy invoice: ProviderInvoice, _ tx: borrowing Tx) throws {
        guard invoice.reason == "subscription_create" || invoice.reason == "subscription_cycle",
            let subscription = invoice.subscription, invoice.amount.amountMinor > 0,
            let plan = try LessonPlan.find(key: invoice.planKey, tx)
        else { return }
        let policies = try Policies.at(tx.now, tx)
        let grant = PlanGrant(
            subscription: subscription,
            invoice: invoice.id,
            student: invoice.account,
            minutes: plan.terms.minutes,
            lessons: plan.terms.lessons,
            price: invoice.amount.amountMinor,
            cap: plan.terms.cap,
            commissionBP: Int(policies[.commissionBp]),
            expiresAt: invoice.periodEnd + policies.duration(.planGraceDays)
        )
        _ = try Lot.grant(grant, tx)
    }

    /// The lot of the newest paid period of a subscription.
    static func newest(of subscription: ID<Subscription>, _ tx: borrowing Tx) throws -> Lot? {
        try tx.first(
            """
            SELECT \(columns) FROM lot l WHERE l.subscription_id = \(subscription) ORDER BY l.created_at DESC, l.id DESC LIMIT 1
            """
        )
    }
}
