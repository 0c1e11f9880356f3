import Kernel
import Platform
import Store

/// The consequences of a refund, once the gateway has ended it.
enum MarketRefunds {
    @Sendable static func done(
        _ refund: ChargeRefund,
        _ charge: Charge,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws {
        let call = site.call(as: .system)
        var request: RefundRequest
        if let known = try RefundRequest.find(refund, tx) {
            request = known
        } else {
            request = try RefundRequest.record(
                refund,
                of: charge,
                for: .gateway,
                because: "gateway",
                as: call,
                tx
            )
            if let escrow = try Escrow.find(of: charge.id, tx) {
                request.isFromEscrow = try escrow.held - escrow.ordered(tx) >= request.amount
            }
        }
        if charge.isStray {
            try bookStray(.strayBack, refund, charge, tx)
        } else if let escrow = try Escrow.find(of: charge.id, tx) {
            request.taken = try escrow.takenOut(
                refund.amount.amountMinor,
                fromHeld: request.isFromEscrow,
                crediting: .gateway(charge.gateway),
                as: .refund,
                of: refund.id.cast(),
                tx
            )
            try MarketInvoices.credit(refund.amount.amountMinor, request, escrow, at: site, tx)
        }
        request = try request.advanced(by: .finish, as: call, tx)
        try RefundNotices.done(request, of: Job.find(request.job, tx), tx)
    }

    /// The gateway refuses: what was held for the refund is released after all if the job is completed.
    @Sendable static func failed(
        _ refund: ChargeRefund,
        _ charge: Charge,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard let request = try RefundRequest.find(refund, tx) else { return }
        let failed = try request.advanced(
            by: .fail,
            as: site.call(as: .system),
            reason: refund.failure,
            tx
        )
        let job = try Job.find(request.job, tx)
        if job.status == .completed, request.isFromEscrow,
            let escrow = try Escrow.find(of: charge.id, tx), escrow.isReleased
        {
            _ = try escrow.released(as: .releaseRest, of: refund.id.cast(), tx)
        }
        try RefundNotices.troubled(failed, of: job, tx)
    }

    @Sendable static func bounced(
        _ refund: ChargeRefund,
        _ charge: Charge,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard let request = try RefundRequest.find(refund, tx) else { return }
        if charge.isStray {
            try bookStray(.strayBounced, refund, charge, tx)
        } else if let escrow = try Escrow.find(of: charge.id, tx) {
            try escrow.putBack(request, tx)
        }
        let call = site.call(as: .system)
        let bounced = try request.advanced(by: .bounce, as: call, reason: refund.failure, tx)
        try RefundNotices.troubled(bounced, of: Job.find(request.job, tx), tx)
    }

    private static func bookStray(
        _ move: MoneyMove,
        _ refund: ChargeRefund,
        _ charge: Charge,
        _ tx: borrowing Tx
    ) throws {
        let sign: Int64 = move == .strayBack ? 1 : -1
        let amount = Money(sign * refund.amount.amountMinor, refund.amount.currency)
        let lines = [
            Ledger.Line(.strays, amount),
            Ledger.Line(.gateway(charge.gateway), Money(-amount.amountMinor, amount.currency)),
        ]
        try Ledger.book(move.rawValue, of: refund.id.cast(), lines, tx)
    }
}
