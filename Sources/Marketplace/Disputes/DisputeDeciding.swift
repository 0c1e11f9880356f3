import Kernel
import Platform
import Store

extension Dispute {
    /// A decision by one of the staff: in force, or a proposal when the refund needs two people.
    func decided(
        _ outcome: DisputeDecision.Outcome,
        refund: Int64?,
        because reason: Reason,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Dispute {
        let me = DisputeRuling.Decider(account: try call.account, isAdministrator: call.actor.role == .admin)
        try demandDecider(me, tx)
        guard try !Chargeback.isOpen(on: job, tx) else { throw Problem(.paymentDisputed) }
        let decision = try resolved(outcome, refund, tx)
        var next = self
        if !me.isAdministrator { next.manager = manager ?? me.account }
        guard let deciders = try deciders(of: decision, with: me, tx) else {
            next.proposed = DisputeRuling(
                decision: decision,
                reason: reason.rawValue,
                deciders: [me],
                at: tx.now
            )
            return try next.advanced(by: .propose, as: call, reason: reason.rawValue, tx)
        }
        if status == .answered { next.firstDeciders = deciders.map(\.account) }
        next.proposed = nil
        next.ruling = DisputeRuling(
            decision: decision,
            reason: reason.rawValue,
            deciders: deciders,
            at: tx.now
        )
        let moved = try next.advanced(by: .decide, as: call, reason: reason.rawValue, tx)
        try notify(.disputeDecided, sides, because: reason.rawValue, tx)
        if moved.status == .final { try moved.settle(as: call, tx) }
        return moved
    }

    /// Refused unless the person may decide in this state: not a party, not a decider of the first instance in the second,
    /// and from the tenth day on an administrator.
    private func demandDecider(_ me: DisputeRuling.Decider, _ tx: borrowing Tx) throws {
        guard side(of: me.account) == nil else { throw Problem(.interested) }
        switch status {
        case .answered:
            guard try me.isAdministrator || tx.now < handoverTime(tx) else { throw refusal(of: .decide) }
        case .appealed:
            guard me.isAdministrator else { throw refusal(of: .decide) }
            guard !firstDeciders.contains(me.account) else { throw Problem(.interested) }
        case .open, .decided, .final:
            throw refusal(of: .decide)
        }
    }

    /// The decision with its amount; a part must leave something for the provider.
    private func resolved(
        _ outcome: DisputeDecision.Outcome,
        _ refund: Int64?,
        _ tx: borrowing Tx
    ) throws -> DisputeDecision {
        let left = try DisputeMoney.left(of: job, tx)
        switch outcome {
        case .release: return DisputeDecision(outcome: .release, refund: 0)
        case .refundAll: return DisputeDecision(outcome: .refundAll, refund: left)
        case .split:
            guard let refund, refund < left else {
                throw Problem(
                    .invalid,
                    faults: [.init("/refund_minor", .moreThanIsLeft)],
                    extras: ["left": .integer(left)]
                )
            }
            return DisputeDecision(outcome: .split, refund: refund)
        }
    }

    /// The people who decide together; nil when another must still do the same.
    private func deciders(
        of decision: DisputeDecision,
        with me: DisputeRuling.Decider,
        _ tx: borrowing Tx
    ) throws -> [DisputeRuling.Decider]? {
        let policies = try Policies.at(tx.now, tx)
        guard decision.refund > policies[.refundSingleCents] else { return [me] }
        guard let proposed, proposed.decision == decision else { return nil }
        let needsAdministrator = decision.refund > policies[.refundStaffCents]
        let both = proposed.deciders + [me]
        guard !proposed.isBy(me.account), !needsAdministrator || both.contains(where: \.isAdministrator)
        else {
            throw Problem(.secondPersonNeeded)
        }
        return both
    }
}
