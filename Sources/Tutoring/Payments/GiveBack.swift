import Kernel
import Platform
import Store

/// A charged lesson whose price, or a share of it, is given back.
struct GiveBack: Sendable {
    let lesson: ID<Lesson>
    let paid: PaidThing
    let percent: Int
    let reason: Reason

    init(of lesson: ID<Lesson>, from paid: PaidThing, percent: Int, reason: Reason) {
        self.lesson = lesson
        self.paid = paid
        self.percent = percent
        self.reason = reason
    }

    func make(as call: Call, _ tx: borrowing Tx) throws -> PaymentRefundView {
        let found = try demandLesson(within: call.scope, tx)
        let lot = try demandOwn(tx)
        let ender: Lesson.Ender = call.scope.reach == .all ? .admin : .tutor
        _ = try found.givenBack(percent: percent, by: ender, because: reason.rawValue, as: call, tx)
        let given = try given(tx)
        if given.status == .credited { try lot.tellReturn(of: given.units, because: reason, tx) }
        return given
    }

    /// The lesson in the caller's reach: a plan pays for lessons of several tutors.
    private func demandLesson(within scope: Scope, _ tx: borrowing Tx) throws -> Lesson {
        let found = try Lesson.list(where: "l.id = \(lesson) AND \(Lesson.visible(to: scope))", tx).first
        guard let found else { throw notOfThis }
        return found
    }

    /// The lot of the lesson; refuses a lesson that another payment paid for.
    private func demandOwn(_ tx: borrowing Tx) throws -> Lot {
        guard let money = try LessonMoney.find(lesson, tx) else { throw notOfThis }
        let lot = try Lot.find(money.lot, tx)
        guard !lot.isFrozen else { throw Problem(.paymentsContested) }
        let isOwn =
            if let purchase = paid.purchase {
                lot.purchase == purchase
            } else {
                try lot.payment(tx)?.raw == paid.id.raw
            }
        guard isOwn else { throw notOfThis }
        return lot
    }

    private var notOfThis: Problem {
        Problem(.invalid, faults: [Problem.Fault("/booking_id", .notOfThisPayment)])
    }

    /// The answer, from the entries that the giving back has made.
    private func given(_ tx: borrowing Tx) throws -> PaymentRefundView {
        let cause = "lesson:\(lesson)"
        // The units of a lesson that was not charged yet are released.
        guard let back = try LotEntry.find(.return, cause, tx) ?? LotEntry.find(.release, cause, tx) else {
            throw Problem(.notRefundable)
        }
        let refund = try LotEntry.find(.refund, cause, tx)
        return PaymentRefundView(
            refundId: refund?.id.cast(),
            units: back.units.count,
            amountMinor: back.value,
            status: refund == nil ? .credited : .pending
        )
    }
}

extension Lot {
    /// The payment of the period that a plan's lot was granted for.
    func payment(_ tx: borrowing Tx) throws -> ID<Payment>? {
        try tx.value(
            "SELECT i.payment_id FROM provider_invoice i JOIN lot l ON l.invoice_id = i.id WHERE l.id = \(id)"
        )
    }

    /// The lot of a plan's payment; nil when it granted none.
    static func find(of payment: ID<Payment>, _ tx: borrowing Tx) throws -> ID<Lot>? {
        try tx.value(
            "SELECT l.id FROM lot l JOIN provider_invoice i ON i.id = l.invoice_id WHERE i.payment_id = \(payment)"
        )
    }
}
