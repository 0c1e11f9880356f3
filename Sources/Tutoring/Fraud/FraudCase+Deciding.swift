import Kernel
import Platform
import Store

extension FraudCase {
    /// Decides the case: what it held is free, and after a confirmation the actions are carried out.
    func decided(_ decision: FraudDecision, as call: Call, _ tx: borrowing Tx) throws -> FraudCase {
        var next = self
        let reason = decision.reason.rawValue
        next.actions = Action.allCases.filter { (decision.actions ?? []).contains($0) }
        next.reason = reason
        next.decidedBy = call.actor.account
        let decided = try next.advanced(by: decision.decision.event, as: call, reason: reason, tx)
        if tutor == nil { try LessonMoney.unholdEarnings(of: account, .fraud, tx) }
        for action in next.actions { try decided.carryOut(action, because: decision.reason, as: call, tx) }
        return decided
    }

    private func carryOut(
        _ action: Action,
        because reason: Reason,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        switch action {
        case .refund: try tx.enqueue(RefundAfterFraud(suspicion: id), unique: id.description)
        case .suspend:
            let standing = try tutor.flatMap { try Verification.find(of: $0, in: [.verified], tx) }
            _ = try standing?.decided(by: .suspend, because: reason.rawValue, as: call, tx)
        case .deactivate:
            _ = try User.find(account, tx).stopped(because: reason, as: call, tx)
        }
    }
}
