import Kernel
import Platform
import Store

extension ChargePolicy {
    /// The meaning of charges for jobs: money funds the award, or goes back.
    static let marketplace = ChargePolicy(
        wants: MarketCharges.wants,
        succeeded: MarketCharges.succeeded,
        failed: MarketCharges.failed,
        pending: MarketCharges.pending,
        strayed: MarketCharges.strayed,
        feeKnown: MarketCharges.feeKnown,
        refundDone: MarketRefunds.done,
        refundFailed: MarketRefunds.failed,
        refundBounced: MarketRefunds.bounced,
        contested: MarketChargebacks.opened,
        contestEnded: MarketChargebacks.ended
    )
}

enum MarketCharges {
    /// The kind of subject of all charges.
    static let subject = "award"
    /// The time that a payment gets, once, for which the gateway waits.
    private static let patience = Duration.hours(72)

    /// Whether the award still waits for its money.
    @Sendable static func wants(_ charge: Charge, _ tx: borrowing Tx) throws -> Bool {
        let job = try Job.find(JobPayment.job(of: charge, tx), tx)
        return job.status == .awarded && job.award == charge.award
    }

    @Sendable static func succeeded(_ charge: Charge, _ site: Site, _ tx: borrowing Tx) throws {
        let award = try Award.find(charge.award, tx)
        let job = try Job.find(award.job, tx).advanced(by: .fund, as: site.call(as: .system), tx)
        try Escrow.capture(charge, for: award, of: job, tx)
        try MarketInvoices.sale(charge, award, job, at: site, tx)
        try PaymentNotices.received(charge, award, job, tx)
    }

    /// A page that closes unpaid needs no notice.
    @Sendable static func failed(_ charge: Charge, _ site: Site, _ tx: borrowing Tx) throws {
        guard charge.failure != ChargeSnapshot.pageClosed else { return }
        let job = try Job.find(JobPayment.job(of: charge, tx), tx)
        try PaymentNotices.notify(.paymentFailed, [charge.account], about: charge, job, tx)
    }

    /// The award waits for the money, once.
    @Sendable static func pending(_ charge: Charge, _ site: Site, _ tx: borrowing Tx) throws {
        let job = try JobPayment.job(of: charge, tx)
        try Job.extendAward(job, until: tx.now + patience, tx)
        try charge.extended(until: tx.now + patience, tx)
    }

    @Sendable static func strayed(_ charge: Charge, _ site: Site, _ tx: borrowing Tx) throws {
        guard let paid = charge.paid else { return }
        let lines = [
            Ledger.Line(.gateway(charge.gateway), paid),
            Ledger.Line(.strays, Money(-paid.amountMinor, paid.currency)),
        ]
        try Ledger.book(MoneyMove.strayIn.rawValue, of: charge.id.cast(), lines, tx)
        let call = site.call(as: .system)
        for refund in try ChargeRefund.all(of: charge.id, tx) {
            _ = try RefundRequest.record(refund, of: charge, for: .stray, because: "stray", as: call, tx)
        }
        let job = try Job.find(JobPayment.job(of: charge, tx), tx)
        try PaymentNotices.notify(.paymentStray, [charge.account], about: charge, job, tx)
    }

    /// Orders the refund of a stray once more, after the gateway has refused it or the bank has sent it back.
    static func sendBackAgain(_ id: ID<Charge>, as call: Call, _ tx: borrowing Tx) throws {
        let charge = try Charge.find(id, tx)
        guard charge.isStray, charge.left > 0 else { return }
        let refund: ID<ChargeRefund> = tx.newID()
        try Charges.refund(refund, of: charge, charge.left, tx)
        let ordered = try ChargeRefund.find(refund, tx)
        _ = try RefundRequest.record(
            ordered,
            of: charge,
            for: .stray,
            because: "stray",
            as: call.bySystem,
            tx
        )
    }

    @Sendable static func feeKnown(_ charge: Charge, _ site: Site, _ tx: borrowing Tx) throws {
        guard let fee = charge.fee else { return }
        let lines = [
            Ledger.Line(.fees, fee),
            Ledger.Line(.gateway(charge.gateway), Money(-fee.amountMinor, fee.currency)),
        ]
        try Ledger.book(MoneyMove.providerFee.rawValue, of: charge.id.cast(), lines, tx)
    }
}

extension Charge {
    /// The award that is paid.
    var award: ID<Award> { subject.cast() }
}
