import Kernel
import Platform
import Store

/// Money that the provider has refused to send back, ordered anew: of a purchase, or a payment that nobody waited for.
enum RefundAgain {
    static func make(
        _ paid: PaidThing,
        because reason: Reason,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> PaymentRefundView {
        guard let (refund, amount) = try PurchaseRefunds.sendAgain(Charge.find(paid.id.cast(), tx), tx) else {
            throw Problem(.notRefundable)
        }
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
