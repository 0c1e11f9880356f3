import Kernel
import Platform
import Store

extension Job {
    /// Saves the job as it is here, in its new state; nothing is read again.
    func transitioned(to status: State, by event: Event, _ tx: borrowing Tx) throws -> Job {
        var next = self
        next.status = status
        next.moved = event
        next.version += 1
        next.updatedAt = tx.now
        next.seenAt = tx.now
        next.stamp(event)
        if event.takesFromProvider { next.leaveProvider() }
        try next.setDeadline(after: self, tx)
        try next.save(over: self, tx)
        return next
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        if effect == .freeSlot { try freeSlot(tx) }
        if effect == .announceJob { try announce(by: actor, tx) }
    }

    private mutating func stamp(_ event: Event) {
        switch event {
        case .edit: editedAt = seenAt
        case .direct: directedAt = seenAt
        case .fund: fundedAt = seenAt
        case .start: startedAt = seenAt
        case .deliver: deliveredAt = seenAt
        case .askRework: reworks += 1
        case .complete, .settle: completedAt = completedAt ?? seenAt
        default: break
        }
        overAt = status.isOver ? seenAt : nil
    }

    /// The job has no provider any more: all providers see it again.
    private mutating func leaveProvider() {
        if let provider, let providerAccount {
            former = Former(provider: provider, account: providerAccount, award: award)
        }
        (provider, providerAccount, directedAt) = (nil, nil, nil)
        (award, startAt, minutes, freeUntil) = (nil, nil, nil, nil)
    }

    private func freeSlot(_ tx: borrowing Tx) throws {
        guard let id = award ?? former?.award else { return }
        let booking = try Booking.find(Award.find(id, tx).booking, tx)
        if booking.isActive { _ = try booking.cancelled(tx) }
    }
}

extension Job.Event {
    /// Whether the move ends the direction at a provider, or its award.
    fileprivate var takesFromProvider: Bool {
        switch self {
        case .decline, .unquote, .lapse, .lapseOpen, .lapseCancelled: true
        default: false
        }
    }
}

// The moves with a choice, for their callers in other folders.
extension Job {
    /// The award ends: the job returns to the providers, or is cancelled at its last unpaid award.
    ///
    /// - Parameter isUnpaid: the time for the payment is over; otherwise the provider has given the award back.
    func lapsed(
        isUnpaid: Bool,
        because reason: String? = nil,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Job {
        var job = self
        job.cause = reason
        if isUnpaid { job.lapses += 1 }
        if isUnpaid, job.lapses >= terms.lapses {
            return try job.advanced(by: .lapseCancelled, as: call, reason: reason, tx)
        }
        let event: Event = try Quote.isAnyLeft(afterLapseOf: id, tx) ? .lapse : .lapseOpen
        return try job.advanced(by: event, as: call, reason: reason, tx)
    }

    /// Cancels the job; after funding the fault decides about the money.
    func cancelled(
        fault: Fault,
        because reason: String? = nil,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Job {
        var job = self
        job.cause = reason
        if fundedAt != nil {
            job.fault = fault
            job.isProviderFailure = fault == .provider
        }
        return try job.advanced(by: .cancel, as: call, reason: reason, tx)
    }

    /// The planned time moves, and with it the time-out of the state.
    ///
    /// The caller has moved the provider's booking.
    func rescheduled(
        from start: Instant,
        minutes: Int,
        freeUntil: Instant,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Job {
        var next = self
        next.startAt = start
        next.minutes = minutes
        next.freeUntil = freeUntil
        next.version += 1
        next.updatedAt = tx.now
        try next.setDeadline(after: self, tx)
        try next.save(over: self, tx)
        let change = Transition(
            from: status.rawValue,
            to: status.rawValue,
            event: "reschedule",
            reason: nil,
            fields: ["start", "minutes"]
        )
        try History.record(change, of: Self.kind, id.cast(), by: call.actor, tx)
        return next
    }

    /// The payment is on its way at the gateway: the award waits until then.
    ///
    /// Does nothing unless the job is awarded, nor a second time.
    static func extendAward(_ id: ID<Job>, until end: Instant, _ tx: borrowing Tx) throws {
        let job = try find(id, tx)
        guard job.status == .awarded, let due = job.expiresAt, due < end else { return }
        let usual = try Award.live(of: job, tx).createdAt + .minutes(job.terms.paymentMinutes)
        guard due <= usual else { return }
        var next = job
        next.expiresAt = end
        next.version += 1
        next.updatedAt = tx.now
        try next.save(over: job, tx)
        try Deadline.set(Event.lapse.rawValue, of: kind, id, at: end, tx)
    }
}
