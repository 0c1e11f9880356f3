import Kernel
import Platform
import Store

// The caller's moves, with what staff must say.
extension Job {
    /// The cancellation by the caller: a provider's ends the award before the payment, and counts as failed after it.
    ///
    /// A cancelled job stays as it is.
    func cancelledByCaller(
        because reason: String?,
        fault: Fault?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Job {
        guard status != .cancelled else { return self }
        if call.actor.account == customer {
            return try cancelled(fault: .customer, because: reason, as: call, tx)
        }
        if call.actor.account == providerAccount {
            return status == .awarded
                ? try lapsed(isUnpaid: false, because: reason, as: call, tx)
                : try cancelled(fault: .provider, because: reason, as: call, tx)
        }
        guard status != .funded || fault != nil else {
            throw Problem(.invalid, faults: [.init("/fault", Refusal(.required))])
        }
        return try cancelled(fault: fault ?? .none, because: reason, as: call, tx)
    }

    /// The move to the wanted state.
    func advanced(to wanted: JobMove, as call: Call, _ tx: borrowing Tx) throws -> Job {
        let reason = try call.reason(in: wanted.note)
        guard let event = event(for: wanted.status, by: call.actor) else {
            return try cancelledByCaller(because: reason, fault: wanted.fault, as: call, tx)
        }
        var job = self
        job.cause = reason
        return try job.advanced(by: event, as: call, reason: reason, tx)
    }

    /// Nil for a cancellation.
    private func event(for wanted: JobMove.Target, by actor: Actor) -> Event? {
        switch wanted {
        case .underway, .inProgress: .start
        case .delivered: .deliver
        case .rework: .askRework
        // In the contract's words a provider completes what we call delivering.
        case .completed: actor.account == providerAccount ? .deliver : .complete
        case .cancelled: nil
        }
    }

    /// Sends the job to another provider, or opens it to all.
    func assigned(_ wanted: JobAssignment, as call: Call, _ tx: borrowing Tx) throws -> Job {
        let reason = try wanted.reason.demanded(if: call.actor.role.isStaff)?.rawValue
        switch wanted.providerId {
        case .keep: throw Problem(.invalid, faults: [.init("/provider_id", Refusal(.required))])
        case .set(let provider):
            try Quota.directionsADay.consume(as: call, tx)
            return try directed(at: provider, because: reason, as: call, tx)
        case .clear:
            var job = self
            job.cause = reason
            return try job.advanced(by: .decline, as: call, reason: reason, tx)
        }
    }
}

extension Call {
    /// The note of a move; staff must give one, of 3 to 500 characters as a reason.
    fileprivate func reason(in note: Text<1, 2_000>?) throws(Problem) -> String? {
        guard actor.role.isStaff else { return note?.rawValue }
        guard let note else { throw Problem(.invalid, faults: [.init("/note", Refusal(.required))]) }
        do throws(Refusal) {
            return try Reason(parsing: note.rawValue).rawValue
        } catch {
            throw Problem(.invalid, faults: [.init("/note", error)])
        }
    }
}
