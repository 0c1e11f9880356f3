import Kernel
import Platform
import Store

extension Lesson {
    /// One side wants a decision: the earning is held until then.
    func disputed(
        by side: Side,
        _ reason: String,
        files: [ID<UserFile>],
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Lesson {
        guard Self.lifecycle.row(.dispute, from: status) != nil, side == disputingSide else {
            throw Problem(
                .illegalTransition,
                extras: [
                    "present": .string(status.rawValue), "action": .string(Event.dispute.rawValue),
                    "allowed": .array(
                        choices(for: call).filter(\.allowed).map { .string($0.event.rawValue) }
                    ),
                ]
            )
        }
        guard window(of: .dispute).contains(seenAt) else { throw Problem(.disputeOver) }
        let claim = LessonClaim(by: side, reason: reason, files: files, at: tx.now)
        let id = try LessonDispute.open(on: self, claim, tx)
        if !files.isEmpty {
            _ = try FilePin.put(
                files,
                by: account(of: side),
                because: LessonDispute.kind,
                subject: id.cast(),
                at: files.indices.map { "/files/\($0)" },
                tx
            )
        }
        var claimed = self
        claimed.cause = reason
        let disputed = try claimed.advanced(by: .dispute, as: call, reason: reason, tx)
        try LessonMoney.hold(self.id, .dispute, tx)
        return disputed
    }

    /// The student after a charge, the tutor after a reported absence of the tutor.
    private var disputingSide: Side { status == .tutorAbsent ? .tutor : .student }

    /// An administrator gives the student a share of 0 to 100 percent, and the tutor the rest.
    func decided(
        _ decision: DisputeDecision,
        on dispute: LessonDispute,
        as call: Call,
        _ tx: borrowing Tx
    ) throws
        -> Lesson
    {
        try demandMove(.decide, as: call)
        let (share, reason) = (decision.share.value, decision.reason.rawValue)
        let settled = try ended(by: .admin, share: share, because: reason)
            .advanced(by: .decide, as: call, reason: reason, tx)
        try dispute.decided(share, because: reason, by: call.actor.account, tx)
        try LessonMoney.settle(id, givingBack: share, cause: .decision, as: call.bySystem, tx)
        return settled
    }
}
