import Kernel
import Platform
import Store

extension RefundRequest {
    /// Approves the refund, or a part of it; above the limit of one person this is one of two decisions.
    ///
    /// Neither the requester nor a party of the job decides. Two people decide the same amount, and above a further limit
    /// one of them is an administrator.
    func approved(
        _ wanted: Int64?,
        of job: Job,
        because reason: Reason,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> RefundRequest {
        let decider = try decider(for: job, call)
        try refuseContested(job, tx)
        let amount = wanted ?? self.amount
        guard amount <= asked else {
            throw Problem(.invalid, faults: [.init("/amount_minor", .moreThanAsked)])
        }
        // The gateway, or the bank by a chargeback, may have given money back since the request.
        let left = try Charge.find(charge, tx).left
        guard amount <= left else { throw Self.notRefundable(left) }
        let policies = try Policies.at(tx.now, tx)
        var next = self
        next.amount = amount
        guard amount > policies[.refundSingleCents] else {
            next.first = first ?? decider
            next.second = first.flatMap { $0.account == decider.account ? nil : decider }
            return try next.confirmed(over: self, because: reason, as: call, tx)
        }
        guard let first else {
            next.first = decider
            return try next.halfApproved(over: self, of: job, because: reason, as: call, tx)
        }
        let hasAdmin = [first.role, decider.role].contains(Role.admin.name)
        guard first.account != decider.account, amount == self.amount,
            hasAdmin || amount <= policies[.refundStaffCents]
        else { throw Problem(.secondPersonNeeded, extras: ["amount_minor": .integer(self.amount)]) }
        next.second = decider
        return try next.confirmed(over: self, because: reason, as: call, tx)
    }

    func rejected(
        of job: Job,
        because reason: Reason,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> RefundRequest {
        _ = try decider(for: job, call)
        let rejected = try advanced(by: .reject, as: call, reason: reason.rawValue, tx)
        try RefundNotices.decided(.refundRejected, rejected, of: job, because: reason.rawValue, tx)
        return rejected
    }

    /// Only the requester can take a request back.
    func withdrawn(as call: Call, _ tx: borrowing Tx) throws -> RefundRequest {
        guard let requestedBy, requestedBy == call.actor.account else {
            throw Problem(.forbidden, extras: ["permission": .string(Permission.refundAsk.name)])
        }
        return try advanced(by: .withdraw, as: call, tx)
    }
}

extension RefundRequest {
    /// The graph comes first: a decided refund is decided for every caller.
    func demandUndecided(by event: Event, _ call: Call, _ tx: borrowing Tx) throws {
        guard Self.lifecycle.row(event, from: status) == nil else { return }
        _ = try advanced(by: event, as: call, tx)
    }

    private func decider(for job: Job, _ call: Call) throws -> Decider {
        let account = try call.account
        guard account != requestedBy, job.side(of: account) == nil else { throw Problem(.interested) }
        return Decider(account: account, role: call.actor.role.name)
    }

    /// While the payment is disputed, at the bank or here, its refunds wait.
    private func refuseContested(_ job: Job, _ tx: borrowing Tx) throws {
        if let escrow = try Escrow.find(of: charge, tx) { try Chargeback.refuseOpen(on: escrow, tx) }
        guard job.status != .disputed else { throw Problem(.paymentDisputed) }
    }

    private func halfApproved(
        over old: RefundRequest,
        of job: Job,
        because reason: Reason,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> RefundRequest {
        let half = try advanced(by: .halfApprove, as: call, reason: reason.rawValue, tx)
        try half.release(of: old, tx)
        let days = try Policies.duration(.refundSecondDays, at: tx.now, tx)
        try Deadline.set(Self.overdue, of: Self.kind, id, at: tx.now + days, remind: false, tx)
        try RefundNotices.halfApproved(half, of: job, as: call, tx)
        return half
    }

    private func confirmed(
        over old: RefundRequest,
        because reason: Reason,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> RefundRequest {
        let approved = try advanced(by: .approve, as: call, reason: reason.rawValue, tx)
        try approved.release(of: old, tx)
        let job = try Job.find(job, tx)
        try RefundNotices.decided(.refundApproved, approved, of: job, because: reason.rawValue, tx)
        return try approved.sent(as: call, tx)
    }

    /// The part that is not approved can be asked for again.
    private func release(of old: RefundRequest, _ tx: borrowing Tx) throws {
        guard amount != old.amount else { return }
        try tx.execute(
            """
            UPDATE escrow SET asked = asked + \(amount - old.amount), version = version + 1 WHERE charge_id = \(charge)
            """
        )
    }
}
