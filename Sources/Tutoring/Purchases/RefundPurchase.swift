import Kernel
import Platform
import Store

/// The refund of the unused units of a purchase.
struct RefundPurchase: Sendable {
    /// Nil when their value is nothing.
    let refund: ID<ChargeRefund>?
    let units: Int
    /// In cents.
    let amount: Int64

    /// Refuses, or takes all available units out and orders the refund of their value.
    static func make(
        _ id: ID<Purchase>,
        because reason: Reason?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> RefundPurchase {
        let seen = try Purchase.find(id, within: call.scope, tx)
        guard let lot = try seen.lot.map({ try Lot.locked($0, tx) }) else {
            throw Problem(.refundNothingLeft)
        }
        let purchase = try Purchase.find(id, tx)
        try purchase.demandRefundable(lot, as: call, tx)
        let units = lot.free
        let (refund, amount) = try lot.moneyBack(units, because: "purchase:\(id)", tx)
        let refunded = try purchase.advanced(by: .refund, as: call, reason: reason?.rawValue, tx)
        if let reason, call.scope.reach == .all {
            try PurchaseNotices.ordered(amount, of: refunded, because: reason, tx)
        }
        return RefundPurchase(refund: refund, units: units.count, amount: amount)
    }
}

extension Purchase {
    /// The unused units, and until when their buyer can have them refunded; nil for a purchase without any.
    func refundable(
        _ lot: Lot?,
        _ tutor: Tutor,
        _ time: Duration
    ) -> (units: Int, amount: Int64, until: Instant?)? {
        guard status == .paid, let lot, let paidAt, !lot.isFrozen, lot.available > 0 else { return nil }
        return (lot.available, lot.valueLeft, tutor.suspendedAt == nil ? paidAt + time : nil)
    }

    fileprivate func demandRefundable(_ lot: Lot, as call: Call, _ tx: borrowing Tx) throws {
        guard Self.lifecycle.row(.refund, from: status) != nil else {
            throw Problem(status == .refunded ? .refundNothingLeft : .illegalTransition)
        }
        guard !lot.isFrozen else { throw Problem(.paymentsContested) }
        let booked = try LessonMoney.reserved(of: lot.id, tx)
        guard booked.isEmpty else {
            throw Problem(
                .refundLessonsBooked,
                extras: ["ids": .array(booked.map { .string($0.description) })]
            )
        }
        guard lot.available > 0 else { throw Problem(.refundNothingLeft) }
        guard call.scope.reach != .all else { return }
        let time = try Policies.duration(.purchaseRefundDays, at: tx.now, tx)
        guard try paidAt.map({ tx.now <= $0 + time }) == true || Tutor.find(tutor, tx).suspendedAt != nil
        else {
            throw Problem(.refundTooLate)
        }
    }
}
