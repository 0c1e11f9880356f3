import Kernel
import Platform
import Store

/// The consequences of a refund, once the gateway has ended it.
enum TutoringRefunds {
    @Sendable static func done(
        _ refund: ChargeRefund,
        _ charge: Charge,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws {
        try moment(of: refund, charge, .strayBack, .foreignBack, .moneyBack)
            .book(.init(refund.amount), of: refund.id, tx)
        guard !charge.isStray else { return }
        let purchase = try Purchase.find(of: charge, tx)
        guard !refund.isForeign else {
            return try PurchaseNotices.refundTrouble(.refundByHand, refund, purchase, tx)
        }
        let cause = "refund:\(refund.id)"
        try SaleDocuments.refunded(refund.amount.amountMinor, of: purchase, because: cause, at: site, tx)
        try PurchaseNotices.refunded(refund, purchase, tx)
    }

    /// The gateway refuses: the money is still due.
    @Sendable static func failed(
        _ refund: ChargeRefund,
        _ charge: Charge,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws {
        try PurchaseNotices.refundTrouble(.refundFailed, refund, Purchase.find(of: charge, tx), tx)
    }

    /// The customer's bank has sent the money back to us: it is due again.
    @Sendable static func bounced(
        _ refund: ChargeRefund,
        _ charge: Charge,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws {
        try moment(of: refund, charge, .strayBounced, .foreignBounced, .moneyBounced)
            .book(.init(refund.amount), of: refund.id, tx)
        try PurchaseNotices.refundTrouble(.refundFailed, refund, Purchase.find(of: charge, tx), tx)
    }

    private static func moment(
        of refund: ChargeRefund,
        _ charge: Charge,
        _ stray: Bookkeeping,
        _ foreign: Bookkeeping,
        _ ordinary: Bookkeeping
    ) -> Bookkeeping {
        charge.isStray ? stray : refund.isForeign ? foreign : ordinary
    }
}
