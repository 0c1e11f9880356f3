import Kernel
import Platform
import Store

/// The moves of a job at the time-outs of its states.
extension Job {
    static let deadlines = [
        deadline(.expire) { job, call, tx in _ = try job.advanced(by: .expire, as: call, tx) },
        deadline(.decline) { job, call, tx in
            _ = try job.advanced(by: .decline, as: call, reason: "The provider did not answer in time.", tx)
        },
        deadline(.lapse, prepare: settledPayment) { job, call, tx in
            _ = try job.lapsed(isUnpaid: true, as: call, tx)
        },
        deadline(.cancel, prepare: readCharge) { job, call, tx in
            _ = try job.cancelled(fault: .provider, because: "The work did not begin in time.", as: call, tx)
        },
        deadline(.complete, prepare: readCharge) { job, call, tx in
            _ = try job.advanced(by: .complete, as: call, tx)
        },
        deadline(.dispute) { job, call, tx in
            let text = "The server opened this dispute: the work was not delivered in time."
            _ = try Dispute.openBySystem(on: job, kind: .notDelivered, text: text, as: call, tx)
        },
    ]

    private static func deadline(
        _ event: Event,
        prepare: @escaping DeadlineHandler.Prepare = { _, _ in .fire },
        _ move: @escaping @Sendable (Job, Call, borrowing Tx) throws -> Void
    ) -> DeadlineHandler {
        DeadlineHandler(
            of: kind,
            event.rawValue,
            prepare: prepare,
            remind: { subject, _, tx in
                let job = try find(subject.cast(), tx)
                if job.nextEvent == event { try job.remind(tx) }
            },
            fire: { subject, call, tx in
                let job = try find(subject.cast(), tx)
                if job.nextEvent == event { try move(job, call, tx) }
            }
        )
    }

    /// Notifies the side that can prevent the time-out.
    private func remind(_ tx: borrowing Tx) throws {
        for row in JobNotices.reminders where row.states.contains(status) {
            try JobNotice.notify(row.template, row.sides.map(account), about: self, tx)
        }
    }

    /// Closes the page of the gateway, and waits for money that is on its way, three days at most.
    private static let settledPayment: DeadlineHandler.Prepare = { subject, call in
        guard let award = try await award(of: subject, call) else { return .fire }
        return switch try await JobCharges.close(award: award, at: call.site) {
        case .closed: .fire
        case .pending(let since): since + longestPayment > call.now ? .later(.minutes(10)) : .fire
        case .paid, .unknown: .later(.minutes(1))
        }
    }

    /// How long a payment that the gateway waits for extends an award.
    static let longestPayment = Duration.hours(72)

    /// Reads the charge at its gateway, so that a dispute with the bank is known before money moves.
    private static let readCharge: DeadlineHandler.Prepare = { subject, call in
        guard let award = try await award(of: subject, call) else { return .fire }
        try await JobCharges.refresh(award: award, at: call.site)
        return .fire
    }

    private static func award(of subject: ID<Subject>, _ call: JobCall) async throws -> ID<Award>? {
        try await call.db.read { tx in try find(subject.cast(), tx).award }
    }
}
