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
        case .refund: try refund(because: reason, as: call, tx)
        case .suspend:
            let standing = try tutor.flatMap { try Verification.find(of: $0, in: [.verified], tx) }
            _ = try standing?.decided(by: .suspend, because: reason.rawValue, as: call, tx)
        case .deactivate:
            _ = try User.find(account, tx).stopped(because: reason, as: call, tx)
        }
    }

    /// A purchase that a bank contests stays as it is.
    private func refund(because reason: Reason, as call: Call, _ tx: borrowing Tx) throws {
        try Lesson.cancelAhead(of: account, as: call, tx)
        let side: SQL = tutor.map { "p.tutor_id = \($0)" } ?? "p.student_id = \(account)"
        let paid = try tx.values(
            "SELECT p.id FROM purchase p WHERE \(side) AND p.state = 'paid' ORDER BY p.id",
            as: ID<Purchase>.self
        )
        let refusals: [Problem.Code] = [.refundNothingLeft, .refundLessonsBooked, .paymentsContested]
        for id in paid {
            do {
                _ = try RefundPurchase.make(id, because: reason, as: call, tx)
            } catch let problem as Problem where refusals.contains(problem.code) {
                continue
            }
        }
    }
}
