import Kernel
import Platform
import Store

extension ChargePolicy {
    /// The meaning of charges for purchases: money fills a lot, or goes back.
    static let tutoring = ChargePolicy(
        wants: TutoringCharges.wants,
        succeeded: TutoringCharges.succeeded,
        strayed: TutoringCharges.strayed,
        feeKnown: { charge, _, tx in
            guard let fee = charge.fee else { return }
            try Bookkeeping.providerFee.book(.init(fee), of: charge.id, tx)
        },
        refundDone: TutoringRefunds.done,
        refundFailed: TutoringRefunds.failed,
        refundBounced: TutoringRefunds.bounced,
        contested: TutoringChargebacks.opened,
        contestEnded: TutoringChargebacks.ended
    )
}

enum TutoringCharges {
    /// Whether the purchase still waits for its money: the student is still here, the tutor can sell, and a single lesson's
    /// time is not gone.
    ///
    /// One whose time for the payment is over is still wanted, unless the discount for the first lesson was used since.
    @Sendable static func wants(_ charge: Charge, _ tx: borrowing Tx) throws -> Bool {
        let purchase = try Purchase.find(of: charge, tx)
        guard purchase.status == .pending || purchase.status == .expired,
            try Tutor.find(purchase.tutor, tx).isOpenForSale,
            try Account.find(purchase.student, tx).state == .active
        else { return false }
        guard purchase.kind == .package else { return try Lesson.canBePaid(purchase, tx) }
        guard purchase.isFirstLesson, purchase.status != .pending else { return true }
        return try !Purchase.hasFirstLesson(of: purchase.student, with: purchase.tutor, but: purchase.id, tx)
    }

    @Sendable static func succeeded(_ charge: Charge, _ site: Site, _ tx: borrowing Tx) throws {
        var purchase = try Purchase.locked(charge.subject.cast(), tx)
        let lot = try Lot.grant(purchase, tx)
        (purchase.charge, purchase.lot) = (charge.id, lot.id)
        let event: Purchase.Event = purchase.status == .pending ? .pay : .payLate
        let paid = try purchase.advanced(by: event, as: site.call(as: .system), tx)
        try Bookkeeping.paid.book(paid.amount, of: charge.id, tx)
        try SaleDocuments.paid(paid, at: site, tx)
        if paid.kind == .single, try !Lesson.paid(paid, lot: lot, site: site, tx) {
            // The time went between the two looks at it.
            _ = try Lot.locked(lot.id, tx).moneyBack(lot.free, because: "purchase:\(paid.id)", tx)
            _ = try paid.advanced(by: .refund, as: site.call(as: .system), tx)
        }
        try PurchaseNotices.paid(paid, tx)
    }

    @Sendable static func strayed(_ charge: Charge, _ site: Site, _ tx: borrowing Tx) throws {
        guard let money = charge.paid else { return }
        try Bookkeeping.strayIn.book(.init(money), of: charge.id, tx)
        var purchase = try Purchase.find(of: charge, tx)
        if Purchase.lifecycle.row(.sendBack, from: purchase.status) != nil {
            purchase.charge = charge.id
            purchase = try purchase.advanced(by: .sendBack, as: site.call(as: .system), tx)
        }
        try PurchaseNotices.sentBack(purchase, charge, tx)
    }
}
