import Kernel
import Platform
import Store

/// The money of a final dispute.
enum DisputeMoney {
    /// The sum that can be given back: the captured money, less all refunds and contested sums.
    static func left(of job: ID<Job>, _ tx: borrowing Tx) throws -> Int64 {
        guard let escrow = try Escrow.find(of: job, tx) else { return 0 }
        return try Charge.find(escrow.charge, tx).left
    }

    /// Gives back what was decided, and releases the rest; open requests for refunds end.
    ///
    /// Refused with `payment_disputed` while the payment is contested at the bank.
    static func execute(
        _ decision: DisputeDecision,
        on job: Job,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        guard let escrow = try Escrow.find(of: job.id, tx) else { return }
        try Chargeback.refuseOpen(on: escrow, tx)
        try RefundRequest.rejectUndecided(of: job.id, because: "dispute_decided", as: call, tx)
        let charge = try Charge.find(escrow.charge, tx)
        let back =
            switch decision.outcome {
            case .release: Int64(0)
            case .refundAll: charge.left
            case .split: min(decision.refund, charge.left)
            }
        guard var held = try Escrow.find(of: job.id, tx) else { return }
        if !held.isReleased, decision.outcome != .refundAll {
            held = try held.released(as: .complete, keeping: back, of: held.award.cast(), tx)
            try MarketInvoices.commission(of: held.award, at: tx.now, tx)
        }
        try RefundRequest.order(back, of: held, for: .dispute, because: "dispute", as: call, tx)
    }
}
