import Kernel
import Platform
import Store
import Web

/// A new time for the work of a funded job.
struct NewReschedule: Body {
    /// The new start.
    var from: Instant
    /// The new end, from 15 minutes to seven days later.
    var until: Instant
    /// The reason; the other side reads it.
    var reason: Reason
}

/// An answer to a proposed new time, or its withdrawal.
struct RescheduleAnswer: Body {
    /// `accepted` or `declined` by the other side, `withdrawn` by the proposer.
    var status: Choice

    /// The states that a side can bring about.
    enum Choice: String, Codable, CaseIterable, Sendable {
        /// The work moves.
        case accepted
        /// It stays where it is.
        case declined
        /// The proposer takes the proposal back.
        case withdrawn

        var event: Reschedule.Event {
            switch self {
            case .accepted: .accept
            case .declined: .decline
            case .withdrawn: .withdraw
            }
        }
    }
}

extension NewReschedule {
    private static let lengths = Duration.minutes(15)...Duration.minutes(10_080)

    func check(at now: Instant) throws(Problem) {
        var faults = PlannedTime.faults(from: from, until: until, at: now)
        if faults.isEmpty, !Self.lengths.contains(until - from) {
            faults = [Problem.Fault("/until", Refusal(.outOfRange(15...10_080)))]
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

extension Reschedule {
    /// Proposes a new time to the other side of a funded job.
    static func propose(
        _ body: NewReschedule,
        by side: Job.Side,
        of job: Job,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Reschedule {
        guard job.status == .funded, let start = job.startAt else {
            throw Problem(.notFunded, extras: ["present": .string(job.status.rawValue)])
        }
        guard try open(on: job.id, tx) == nil else { throw Problem(.alreadyThere) }
        let answer = try Policies.duration(.rescheduleAnswerHours, at: tx.now, tx)
        let expiresAt = min(tx.now + answer, start)
        // At its start a job can no longer move.
        guard expiresAt > tx.now else { throw Problem.illegalTransition(from: job.status) }
        let id = tx.newID(of: Reschedule.self)
        try tx.execute(
            """
            INSERT INTO reschedule (id, job_id, proposed_by, from_at, until_at, reason, state, expires_at, created_at,
                                    updated_at, version)
            VALUES (\(id), \(job.id), \(side), \(body.from), \(body.until), \(body.reason), \(Status.proposed),
                    \(expiresAt), \(tx.now), \(tx.now), 1)
            """
        )
        try Deadline.set(Event.lapse.rawValue, of: kind, id, at: expiresAt, tx)
        try Audit.record(RescheduleAction.propose, of: kind, id.cast(), by: call.actor, tx)
        return try find(id, tx)
    }

    /// The answer of a side; when the new time is taken, nothing changes.
    func answered(
        _ choice: RescheduleAnswer.Choice,
        by side: Job.Side,
        of job: Job,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Reschedule {
        let isAnswer = choice != .withdrawn
        guard status != .proposed || isAnswer == (side != proposedBy) else { throw refusal(of: choice.event) }
        let moved = try advanced(by: choice.event, as: call, tx)
        if choice == .accepted { try move(job, as: call, tx) }
        return moved
    }

    private func move(_ job: Job, as call: Call, _ tx: borrowing Tx) throws {
        guard job.status == .funded, let award = job.award, let start = job.startAt, min(start, from) > tx.now
        else {
            throw refusal(of: .accept)
        }
        let terms = try Award.find(award, tx)
        _ = try Booking.find(terms.booking, tx).taken(from: from, until: from + .minutes(minutes), tx)
        _ = try job.rescheduled(
            from: from,
            minutes: minutes,
            freeUntil: FreeCancellation.limit(
                job.freeUntil ?? terms.freeUntil,
                to: from,
                by: proposedBy,
                on: terms
            ),
            as: call,
            tx
        )
        try Quote.age(of: terms.provider, during: from..<until, as: call, tx)
    }

    private func refusal(of event: Event) -> Problem { .illegalTransition(from: status, by: event) }
}

/// Until when a customer cancels without a fee.
enum FreeCancellation {
    /// After a move that the customer proposed the limit stays at the earlier start, else it moves along.
    static func limit(_ limit: Instant, to start: Instant, by side: Job.Side, on award: Award) -> Instant {
        let along = start - .hours(award.freeHours)
        return side == .customer ? min(limit, along) : along
    }
}

/// The actions on proposed new times in the audit log that are no moves.
enum RescheduleAction: String, AuditAction {
    case propose = "reschedule.propose"
}
