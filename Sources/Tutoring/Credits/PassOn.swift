import Kernel
import Platform
import Store

extension Lot {
    /// Sends units that became available on: those of a single lesson or of a refunded purchase to the card; those of a lot
    /// that is over expire.
    ///
    /// While the payment is contested they stay.
    @discardableResult
    func passOn(
        _ units: UnitSet,
        of lesson: ID<Lesson>?,
        because cause: String? = nil,
        _ tx: borrowing Tx
    ) throws -> ID<ChargeRefund>? {
        guard !units.isEmpty, !isFrozen else { return nil }
        if let purchase = try purchase.map({ try Purchase.find($0, tx) }), purchase.endsInMoney {
            let cause = cause ?? lesson.map { "lesson:\($0)" } ?? "purchase:\(purchase.id)"
            return try moneyBack(units, because: cause, lesson: lesson, tx).refund
        }
        try expire(tx)
        return nil
    }

    /// Takes available units out and orders the refund of their value; the entry has the identity of the refund.
    ///
    /// Money that somebody has refunded at the provider by hand is not there any more: what is left goes back, so that
    /// lessons end nevertheless.
    func moneyBack(
        _ units: UnitSet,
        because cause: String,
        lesson: ID<Lesson>? = nil,
        _ tx: borrowing Tx
    ) throws -> (refund: ID<ChargeRefund>?, amount: Int64) {
        let amount = price.value(of: units)
        let refund = try refunding(units, for: lesson, because: cause, tx)
        guard let purchase, let paid = try Purchase.find(purchase, tx).charge else { return (nil, amount) }
        let charge = try Charge.find(paid, tx)
        let left = (charge.paid?.amountMinor ?? 0) - charge.refunded
        guard min(amount, left) > 0 else { return (nil, amount) }
        try Charges.refund(refund.cast(), of: charge, min(amount, left), tx)
        return (refund.cast(), amount)
    }
}

extension Purchase {
    /// Whether free units of it go back as money rather than to the lot.
    fileprivate var endsInMoney: Bool { kind == .single || status == .refunded }
}
