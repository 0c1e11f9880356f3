import Kernel
import Platform
import Store

extension RefundRequest {
    /// Somebody asks for a refund of a payment; the whole rest when no amount is named.
    ///
    /// Until the job is over only a part is asked for this way, and nothing while it is disputed.
    static func ask(
        _ wanted: Int64?,
        of payment: JobPayment,
        because reason: Reason,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> RefundRequest {
        let job = try Job.find(payment.job, tx)
        guard let escrow = try Escrow.find(of: payment.charge.id, tx) else { throw notRefundable(0) }
        try Chargeback.refuseOpen(on: escrow, tx)
        let left = escrow.left(payment.charge)
        let amount = wanted ?? left
        let most = job.status.isOver ? left : left - 1
        guard job.status != .disputed, amount > 0, amount <= most else { throw notRefundable(left) }
        let request = try insert(
            .asked,
            amount,
            of: escrow,
            because: reason.rawValue,
            by: call.actor,
            .requested,
            tx
        )
        let days = try Policies.duration(.refundSecondDays, at: tx.now, tx)
        try Deadline.set(overdue, of: kind, request.id, at: tx.now + days, remind: false, tx)
        try RefundNotices.asked(request, of: job, as: call, tx)
        return request
    }

    /// The deadline at which administrators receive a notice of an undecided refund.
    static let overdue = "overdue"

    static func notRefundable(_ left: Int64) -> Problem {
        Problem(.notRefundableNow, extras: ["left": .integer(left)])
    }

    /// The server sends a part of an escrow back; of nothing there is no refund.
    static func order(
        _ amount: Int64,
        of escrow: Escrow,
        for cause: Cause,
        because reason: String,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        guard amount > 0 else { return }
        let request = try insert(cause, amount, of: escrow, because: reason, by: .system, .approved, tx)
        _ = try request.sent(as: call, tx)
    }

    /// Hands the approved refund to the gateway.
    func sent(as call: Call, _ tx: borrowing Tx) throws -> RefundRequest {
        var request = self
        if let escrow = try Escrow.find(of: charge, tx) {
            request.isFromEscrow = try escrow.held - escrow.ordered(tx) >= amount
        }
        let sent = try request.advanced(by: .send, as: call.bySystem, tx)
        try Charges.refund(id.cast(), of: Charge.find(charge, tx), amount, tx)
        return sent
    }

    /// The open requests of a job end, because all of its money is being moved.
    static func rejectUndecided(
        of job: ID<Job>,
        because reason: String,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        let open: [RefundRequest] = try tx.all(
            """
            SELECT \(columns) FROM refund_request f WHERE f.job_id = \(job) AND f.state \(in: State.undecided)
            """
        )
        for request in open { _ = try request.advanced(by: .reject, as: call.bySystem, reason: reason, tx) }
    }
}

extension RefundRequest {
    /// Reserves the amount and writes the row; of simultaneous requests only as many as there is money for.
    private static func insert(
        _ cause: Cause,
        _ amount: Int64,
        of escrow: Escrow,
        because reason: String,
        by actor: Actor,
        _ state: State,
        _ tx: borrowing Tx
    ) throws -> RefundRequest {
        let reserved = try tx.execute(
            """
            UPDATE escrow SET asked = asked + \(amount), version = version + 1
             WHERE award_id = \(escrow.award) AND asked + \(amount) <= amount
            """
        )
        guard reserved == 1 else { throw notRefundable(escrow.amount - escrow.asked) }
        let id = tx.newID(of: RefundRequest.self)
        try insert(id, cause, amount, of: (escrow.charge, escrow.job), because: reason, by: actor, state, tx)
        try Audit.record(RefundAction.request, of: kind, id.cast(), by: actor, tx)
        return try find(id, tx)
    }

    /// A refund that the gateway knows and nobody here has asked for, or one of a stray.
    static func record(
        _ refund: ChargeRefund,
        of charge: Charge,
        for cause: Cause,
        because reason: String,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> RefundRequest {
        let job = try JobPayment.job(of: charge, tx)
        if cause == .gateway {
            try rejectUndecided(of: job, because: reason, as: call, tx)
            try tx.execute(
                """
                UPDATE escrow SET asked = asked + \(refund.amount.amountMinor), version = version + 1
                 WHERE charge_id = \(charge.id)
                """
            )
        }
        let id: ID<RefundRequest> = refund.id.cast()
        try insert(
            id,
            cause,
            refund.amount.amountMinor,
            of: (charge.id, job),
            because: reason,
            by: .system,
            .sent,
            tx
        )
        return try find(id, tx)
    }

    private static func insert(
        _ id: ID<RefundRequest>,
        _ cause: Cause,
        _ amount: Int64,
        of payment: (charge: ID<Charge>, job: ID<Job>),
        because reason: String,
        by actor: Actor,
        _ state: State,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO refund_request (id, charge_id, job_id, cause, amount, asked, reason, requested_by, requested_role, state,
                                        is_from_escrow, created_at, updated_at, version)
            VALUES (\(id), \(payment.charge), \(payment.job), \(cause), \(amount), \(amount), \(reason), \(actor.account),
                    \(actor.role.name), \(state), FALSE, \(tx.now), \(tx.now), 1)
            """
        )
    }
}

extension Escrow {
    /// The sum that can still be asked for.
    func left(_ charge: Charge) -> Int64 { max(0, amount - asked - charge.contested) }
}

enum RefundAction: String, AuditAction {
    case request = "market_refund.request"
}
