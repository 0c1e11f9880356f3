import Kernel
import Platform
import Store

/// Money of a purchase that the provider has refused to send back, ordered anew.
enum RefundAgain {
    static func make(
        _ paid: PaidThing,
        because reason: Reason,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> PaymentRefundView {
        guard let id = paid.purchase,
            let (refund, amount) = try PurchaseRefunds.sendAgain(Purchase.find(id, tx), tx)
        else { throw Problem(.notRefundable) }
        try Audit.record(
            TutoringPaymentAction.refundAgain,
            of: Charge.kind,
            paid.id.cast(),
            by: call.actor,
            details: ["reason": .string(reason.rawValue)],
            tx
        )
        return PaymentRefundView(refundId: refund.cast(), units: 0, amountMinor: amount, status: .pending)
    }
}
