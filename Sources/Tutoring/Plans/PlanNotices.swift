import Kernel
import Platform
import Store

/// The notices about plans.
enum PlanNotices {
    static func paid(_ payment: Payment, for plan: LessonPlan, _ tx: borrowing Tx) throws {
        try send(.paymentReceived, payment, payment.amount, plan.name.rawValue, key: "paid:\(payment.id)", tx)
    }

    static func refunded(_ refund: Refund, _ payment: Payment, _ tx: borrowing Tx) throws {
        let plan = try LessonPlan.find(key: payment.purpose, tx)
        let name = plan?.name.rawValue ?? "–"
        try send(.refundMade, payment, refund.amount, name, key: "refunded:\(refund.id)", tx)
    }

    /// Tells the student that a period could not be paid, once.
    static func changed(_ subscription: Subscription, from old: Subscription?, _ tx: borrowing Tx) throws {
        guard subscription.status == .pastDue, old?.status != .pastDue,
            let plan = try LessonPlan.find(key: subscription.planKey, tx)
        else { return }
        try TutoringNotice.send(
            .planUnpaid,
            to: [subscription.account],
            about: (Subscription.kind, subscription.id.cast()),
            ["thing": .words(plan.name.rawValue)],
            key: "plan_unpaid:\(subscription.id):\(subscription.periodStart.seconds)",
            tx
        )
    }

    private static func send(
        _ template: NoticeTemplate,
        _ payment: Payment,
        _ amount: Money,
        _ plan: String,
        key: String,
        _ tx: borrowing Tx
    ) throws {
        try TutoringNotice.send(
            template,
            to: [payment.account],
            about: (Payment.kind, payment.id.cast()),
            ["amount": .euros(amount.amountMinor), "thing": .words(plan)],
            key: key,
            tx
        )
    }
}

// swift-format-ignore
extension NoticeTemplate {
    static let planUnpaid = tutoring("money.plan_unpaid",
        subject: ["it": "Il tuo piano non è stato pagato", "en": "Your plan has not been paid"],
        ["it": "Il pagamento del nuovo periodo non è riuscito: {{thing}}. Controlla la tua carta dal portale dei pagamenti; le lezioni arrivano con il pagamento.",
         "en": "The payment of the new period failed: {{thing}}. Please check your card on the billing portal; the lessons come with the payment."],
        preview: ["thing": "Quattro al mese"])
}
