import Kernel
import Platform
import Store

/// The time-outs of a dispute.
enum DisputeClock {
    /// The event and the time of a state that has just begun; nil for states without a time-out.
    static func next(
        in status: Dispute.Status,
        _ tx: borrowing Tx
    ) throws -> (event: Dispute.Event, at: Instant)? {
        switch status {
        case .open: (.leave, tx.now + (try Policies.duration(.disputeAnswerHours, at: tx.now, tx)))
        case .decided: (.close, tx.now + (try Policies.duration(.disputeAppealHours, at: tx.now, tx)))
        case .answered, .appealed, .final: nil
        }
    }

    /// The event at which administrators are notified that only they decide from then on.
    static let handover = "hand_over"
}

extension Dispute {
    /// Replaces the time-outs of the former state by those of this one.
    func setDeadlines(_ tx: borrowing Tx) throws {
        try Deadline.clear(of: Self.kind, id, tx)
        if let nextEvent, let expiresAt {
            try Deadline.set(nextEvent.rawValue, of: Self.kind, id, at: expiresAt, tx)
        }
        guard status == .open || status == .answered else { return }
        let handover = try handoverTime(tx)
        if handover > tx.now {
            try Deadline.set(DisputeClock.handover, of: Self.kind, id, at: handover, remind: false, tx)
        }
    }

    /// The time from which only administrators decide.
    func handoverTime(_ tx: borrowing Tx) throws -> Instant {
        openedAt + (try Policies.duration(.disputeAdministratorDays, at: openedAt, tx))
    }

    static let deadlines = [
        DeadlineHandler(
            of: kind,
            Event.leave.rawValue,
            remind: { subject, call, tx in
                let dispute = try find(subject.cast(), tx)
                try dispute.notify(.disputeAnswerDue, dispute.answerers, tx)
            },
            fire: { subject, call, tx in
                let dispute = try find(subject.cast(), tx).advanced(by: .leave, as: call, tx)
                try dispute.notify(.disputeUnanswered, dispute.sides, tx)
                try dispute.notifyManagers(.disputeUnanswered, tx)
            }
        ),
        DeadlineHandler(
            of: kind,
            Event.close.rawValue,
            prepare: { subject, call in try await settledAtBank(subject.cast(), call) },
            remind: { subject, call, tx in
                let dispute = try find(subject.cast(), tx)
                guard dispute.ruling?.isFinalWord == false else { return }
                try dispute.notify(.disputeAppealDue, dispute.sides, tx)
            },
            fire: { subject, call, tx in
                let dispute = try find(subject.cast(), tx)
                // A dispute at the bank that was opened after `prepare`.
                guard try !Chargeback.isOpen(on: dispute.job, tx) else {
                    return try Deadline.set(
                        Event.close.rawValue,
                        of: kind,
                        dispute.id,
                        at: tx.now + patience,
                        remind: false,
                        tx
                    )
                }
                try dispute.advanced(by: .close, as: call, tx).settle(as: call, tx)
            }
        ),
        DeadlineHandler(of: kind, DisputeClock.handover) { subject, call, tx in
            let dispute = try find(subject.cast(), tx)
            let values = ["job": try Job.find(dispute.job, tx).title.rawValue]
            try MarketNotice.notifyAdministrators(
                .disputeHandedOver,
                about: (kind, dispute.id.cast()),
                values,
                tx
            )
        },
    ]

    /// How long a final decision waits while the customer's bank decides.
    private static let patience = Duration.hours(1)

    /// Reads the charge at its gateway before the money moves.
    private static func settledAtBank(_ id: ID<Dispute>, _ call: JobCall) async throws -> DeadlineVerdict {
        let (job, award) = try await call.db.read { tx in
            let job = try find(id, tx).job
            return (job, try Job.find(job, tx).award)
        }
        if let award { try await JobCharges.refresh(award: award, at: call.site) }
        return try await call.db.read { tx in try Chargeback.isOpen(on: job, tx) ? .later(patience) : .fire }
    }
}
