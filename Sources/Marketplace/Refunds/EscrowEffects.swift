import Kernel
import Platform
import Store

/// The consequences of a job's moves for its money.
enum EscrowEffects {
    static let handlers = [
        EffectHandler(.lapseAward, of: Job.self) { job, call, tx in try endCharges(of: job, call, tx) },
        EffectHandler(.endJob, of: Job.self) { job, call, tx in try endCharges(of: job, call, tx) },
        EffectHandler(.releaseEscrow, of: Job.self) { job, _, tx in try release(job, tx) },
        EffectHandler(.settleCancel, of: Job.self) { job, call, tx in try settle(job, call, tx) },
    ]

    /// Unpaid charges end with their award; the page is closed afterwards.
    private static func endCharges(of job: Job, _ call: Call, _ tx: borrowing Tx) throws {
        guard let award = job.former?.award ?? job.award else { return }
        try Charge.end(of: MarketCharges.subject, award.cast(), as: call.actor, tx)
    }

    private static func release(_ job: Job, _ tx: borrowing Tx) throws {
        guard let escrow = try Escrow.find(of: job.id, tx), !escrow.isReleased else { return }
        try Chargeback.refuseOpen(on: escrow, tx)
        _ = try escrow.released(as: .complete, of: escrow.award.cast(), tx)
        try MarketInvoices.commission(of: escrow.award, at: tx.now, tx)
    }

    /// The fee of a late cancellation by the customer goes to the provider's side, the rest back.
    private static func settle(_ job: Job, _ call: Call, _ tx: borrowing Tx) throws {
        try RefundRequest.rejectUndecided(of: job.id, because: "job_cancelled", as: call, tx)
        guard let escrow = try Escrow.find(of: job.id, tx) else { return }
        // The money waits until the chargeback is decided.
        guard try !Chargeback.isOpen(on: job.id, tx) else { return }
        let award = try Award.find(escrow.award, tx)
        let bp = job.fault == .customer ? try CancelTerms.feeBP(of: award, job, at: tx.now, tx) : 0
        let left = try escrow.held - escrow.ordered(tx)
        let terms = CancelTerms(left: left, feeBP: bp)
        var rest = escrow
        if terms.fee > 0 {
            rest = try escrow.released(
                as: .cancelFee,
                keeping: terms.refund,
                of: escrow.award.cast(),
                tx
            )
            try MarketInvoices.commission(of: escrow.award, at: tx.now, tx)
        }
        try rest.sendRestBack(for: .cancel, because: job.cause ?? "job_cancelled", as: call, tx)
    }
}

extension Escrow {
    /// Sends back what is held and not on its way already.
    func sendRestBack(
        for cause: RefundRequest.Cause,
        because reason: String,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        guard let escrow = try Self.find(of: award, tx) else { return }
        let charge = try Charge.find(charge, tx)
        let rest = try min(escrow.held - escrow.ordered(tx), charge.left)
        try RefundRequest.order(rest, of: escrow, for: cause, because: reason, as: call, tx)
    }
}
