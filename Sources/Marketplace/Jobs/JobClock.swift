import Kernel
import Platform
import Store

/// The time-out of each state of a job: what the server does when nobody moves it.
enum JobClock {
    /// The event and the time of the state that a job has just reached; nil for states without a time-out.
    static func next(of job: Job, at now: Instant) -> (event: Job.Event, at: Instant)? {
        let terms = job.terms
        switch job.status {
        case .open, .quoted:
            return (.expire, min(job.editedAt + .days(terms.listingDays), job.windowUntil))
        case .directed: return job.directedAt.map { (.decline, $0 + .hours(terms.directHours)) }
        case .awarded: return (.lapse, now + .minutes(terms.paymentMinutes))
        case .funded: return job.startAt.map { (.cancel, $0 + .days(terms.unstartedDays)) }
        case .underway:
            // Work that began late gets its days too.
            return job.endAt.map { (.dispute, max($0, job.startedAt ?? $0) + .days(terms.undeliveredDays)) }
        case .delivered: return (.complete, now + .days(terms.acceptanceDays))
        case .rework: return (.dispute, now + .days(terms.reworkDays))
        case .disputed, .completed, .cancelled, .expired: return nil
        }
    }
}

extension Job {
    /// Sets the time-out of the present state, in these members and as a deadline.
    ///
    /// Writes nothing when it stays as it was in `previous`. The end of the listing stays after an award, which would
    /// otherwise change as many pages for it as for itself: it does nothing to a job that is no longer listed.
    mutating func setDeadline(after previous: Job?, _ tx: borrowing Tx) throws {
        let next = JobClock.next(of: self, at: tx.now)
        (nextEvent, expiresAt) = (next?.event, next?.at)
        guard nextEvent != previous?.nextEvent || expiresAt != previous?.expiresAt else { return }
        if let event = previous?.nextEvent, event != nextEvent, status != .awarded {
            try Deadline.clear(event.rawValue, of: Self.kind, id, tx)
        }
        if let next { try Deadline.set(next.event.rawValue, of: Self.kind, id, at: next.at, tx) }
    }
}
