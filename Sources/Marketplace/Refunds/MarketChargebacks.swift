import Kernel
import Platform
import Store

/// The consequences of a chargeback for its job.
enum MarketChargebacks {
    @Sendable static func opened(
        _ chargeback: Chargeback,
        _ charge: Charge,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws {
        try book(.chargebackOpened, chargeback, charge, tx)
        guard !charge.isStray else { return }
        let call = site.call(as: .system)
        let job = try Job.find(JobPayment.job(of: charge, tx), tx)
        switch job.status {
        case .funded:
            _ = try job.cancelled(fault: .none, because: "chargeback", as: call, tx)
        case .underway, .delivered, .rework:
            let text = "The server opened this dispute: the payment is contested at the customer's bank."
            try Dispute.openBySystem(on: job, kind: .other, text: text, as: call, tx)
        // A cancelled job may have left a fee with the provider.
        case .completed, .cancelled:
            try ProviderPayouts.cancelUnpaid(with: job.id, reason: "chargeback", as: call, tx)
        case .open, .directed, .quoted, .awarded, .disputed, .expired:
            break
        }
        try PaymentNotices.contested(.chargebackOpened, charge, job, tx)
    }

    @Sendable static func ended(
        _ chargeback: Chargeback,
        _ charge: Charge,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws {
        let isWon = chargeback.state == .won
        guard !charge.isStray, let escrow = try Escrow.find(of: charge.id, tx) else {
            guard isWon else { return try lose(chargeback, of: charge, tx) }
            try book(.chargebackWon, chargeback, charge, tx)
            // A refund that the gateway refused meanwhile is due again.
            return try MarketCharges.sendBackAgain(charge.id, as: site.call(as: .system), tx)
        }
        if isWon {
            try book(.chargebackWon, chargeback, charge, tx)
        } else {
            _ = try escrow.takenOut(
                chargeback.amount.amountMinor,
                fromHeld: true,
                crediting: .contested,
                as: .chargebackLost,
                of: chargeback.id.cast(),
                tx
            )
        }
        try settle(Job.find(escrow.job, tx), after: isWon, as: site.call(as: .system), tx)
        let job = try Job.find(escrow.job, tx)
        try PaymentNotices.contested(isWon ? .chargebackWon : .chargebackLost, charge, job, tx)
    }

    /// A disputed job is cancelled when its money is lost; what is still held of a cancelled one goes back.
    ///
    /// Money that the bank has given back is not refunded as well: requests for it end.
    private static func settle(_ job: Job, after isWon: Bool, as call: Call, _ tx: borrowing Tx) throws {
        var job = job
        if !isWon { try RefundRequest.rejectUndecided(of: job.id, because: "chargeback", as: call, tx) }
        if !isWon, job.status == .disputed {
            try Dispute.endByChargeback(on: job.id, as: call, tx)
            job = try Job.find(job.id, tx)
            if job.status == .disputed { job = try job.advanced(by: .settleBack, as: call, tx) }
        }
        guard job.status == .cancelled, let escrow = try Escrow.find(of: job.id, tx),
            try !Chargeback.isOpen(on: job.id, tx)
        else { return }
        try RefundRequest.rejectUndecided(of: job.id, because: "chargeback", as: call, tx)
        try escrow.sendRestBack(for: .chargeback, because: "chargeback", as: call, tx)
    }

    /// The bank has sent a stray back; what had gone back before is a loss.
    private static func lose(_ chargeback: Chargeback, of charge: Charge, _ tx: borrowing Tx) throws {
        let returned =
            try tx.value(
                """
                SELECT \(SQL.sum(of: "f.amount")) FROM charge_refund f WHERE f.charge_id = \(charge.id) AND f.state = 'done'
                """,
                as: Int64.self
            ) ?? 0
        let (lost, currency) = (chargeback.amount.amountMinor, chargeback.amount.currency)
        let stray = min(lost, max(0, (charge.paid?.amountMinor ?? 0) - returned))
        let lines = [
            Ledger.Line(.strays, Money(stray, currency)),
            Ledger.Line(.badDebt, Money(lost - stray, currency)),
            Ledger.Line(.contested, Money(-lost, currency)),
        ]
        try Ledger.book(MoneyMove.chargebackLost.rawValue, of: chargeback.id.cast(), lines, tx)
    }

    private static func book(
        _ move: MoneyMove,
        _ chargeback: Chargeback,
        _ charge: Charge,
        _ tx: borrowing Tx
    ) throws {
        let amount = chargeback.amount.amountMinor
        let (debit, credit): (Ledger.Account, Ledger.Account) =
            switch move {
            case .chargebackWon: (.gateway(charge.gateway), .contested)
            default: (.contested, .gateway(charge.gateway))
            }
        let currency = chargeback.amount.currency
        let lines = [
            Ledger.Line(debit, Money(amount, currency)), Ledger.Line(credit, Money(-amount, currency)),
        ]
        try Ledger.book(move.rawValue, of: chargeback.id.cast(), lines, tx)
    }
}

extension Chargeback {
    /// Whether the payment of a job is contested at the bank, undecided.
    static func isOpen(on job: ID<Job>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 FROM chargeback b JOIN escrow e ON e.charge_id = b.charge_id
             WHERE e.job_id = \(job) AND b.state = 'opened'
            """
        )
    }

    /// Money of a contested payment is not moved.
    static func refuseOpen(on escrow: Escrow, _ tx: borrowing Tx) throws {
        guard try !isOpen(on: escrow.job, tx) else { throw Problem(.paymentDisputed) }
    }
}
