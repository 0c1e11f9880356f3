import Kernel
import Platform
import Store
import Web

/// New times for the work of a funded job: proposed by one side, answered by the other.
enum RescheduleRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //    path                             handler   needs
        Post ("/jobs/{id}/reschedule",          propose, .jobPropose, "Propose a new time for a job",
              details: "Only while the job is funded and not begun; one proposal at a time. Not answered within 48 hours, or at the present start, it is declined.").idempotent.refuses(.notFunded, .alreadyThere, .illegalTransition)
        Put  ("/jobs/{id}/reschedules/{proposal}", answer, .jobPropose, "Answer a proposed new time",
              details: "Accepting moves the provider's time and the planned start in one step, or changes nothing. The limit of the free cancellation stays at the earlier start when the customer proposed, else it moves along.").refuses(.illegalTransition, .slotTaken)
    }

    static func propose(
        _ call: Call,
        id: ID<Job>,
        body: NewReschedule
    ) async throws -> Created<RescheduleView> {
        try await call.db.write { tx in
            let (job, side) = try side(of: id, call, tx)
            try body.check(at: tx.now)
            try Quota.proposalsADay.consume(as: call, tx)
            let made = try Reschedule.propose(body, by: side, of: job, as: call, tx)
            try made.notify(.timeProposed, [job.account(of: side.other)], on: job, because: body.reason, tx)
            return Created(
                RescheduleView(made),
                at: "/jobs/\(id)/reschedules/\(made.id)",
                version: made.version
            )
        }
    }

    static func answer(
        _ call: Call,
        id: ID<Job>,
        proposal: ID<Reschedule>,
        match: IfMatch?,
        body: RescheduleAnswer
    ) async throws -> Versioned<RescheduleView> {
        try await call.db.book { tx in
            let (job, side) = try side(of: id, call, tx)
            let found = try Reschedule.find(proposal, on: id, tx)
            try match?.check(found.version)
            let moved = try found.answered(body.status, by: side, of: job, as: call, tx)
            try moved.notify(body.status.template, [job.account(of: side.other)], on: job, tx)
            return Versioned(RescheduleView(moved), version: moved.version)
        }
    }

    /// The job with the caller's side of it; unknown to providers who do not have it.
    private static func side(of id: ID<Job>, _ call: Call, _ tx: borrowing Tx) throws -> (Job, Job.Side) {
        let job = try Job.find(id, within: call.scope, tx)
        guard let side = job.side(of: call.actor.account) else { throw Problem(.notFound) }
        return (job, side)
    }
}

extension RescheduleAnswer.Choice {
    fileprivate var template: NoticeTemplate {
        switch self {
        case .accepted: .timeAccepted
        case .declined: .timeDeclined
        case .withdrawn: .timeWithdrawn
        }
    }
}

/// A proposed new time for the work of a job.
struct RescheduleView: View {
    var id: ID<Reschedule>
    /// The job that would move to another time.
    var jobId: ID<Job>
    /// The side that has proposed it; the other answers.
    var proposedBy: Job.Side
    /// The new start.
    var from: Instant
    /// The new end.
    var until: Instant
    /// The proposer's reason.
    var reason: Reason
    /// The state of the proposal.
    var state: Reschedule.Status
    /// When it is declined by itself; absent once it is answered.
    var expiresAt: Instant?
    /// When it was proposed.
    var createdAt: Instant
    /// The value for `If-Match`.
    var version: Int

    init(_ proposal: Reschedule) {
        id = proposal.id
        jobId = proposal.job
        proposedBy = proposal.proposedBy
        from = proposal.from
        until = proposal.until
        reason = proposal.reason
        state = proposal.status
        expiresAt = proposal.expiresAt
        createdAt = proposal.createdAt
        version = proposal.version
    }
}

extension Reschedule {
    static let deadlines = [
        DeadlineHandler(of: kind, Event.lapse.rawValue) { subject, call, tx in
            try find(subject.cast(), tx).lapse(as: call, tx)
        }
    ]

    static let effects = [
        // A job that begins, ends or is disputed keeps its time.
        EffectHandler(.announceJob, of: Job.self) { job, call, tx in
            guard job.fundedAt != nil, job.status != .funded else { return }
            try open(on: job.id, tx)?.lapse(as: call.bySystem, tx)
        }
    ]

    private func lapse(as call: Call, _ tx: borrowing Tx) throws {
        let lapsed = try advanced(by: .lapse, as: call, tx)
        let job = try Job.find(lapsed.job, tx)
        try lapsed.notify(.timeUnanswered, [job.customer, job.providerAccount], on: job, tx)
    }

    fileprivate func notify(
        _ template: NoticeTemplate,
        _ accounts: [ID<Account>?],
        on job: Job,
        because reason: Reason? = nil,
        _ tx: borrowing Tx
    ) throws {
        let subject = (Self.kind, id.cast(to: Subject.self))
        try JobNotice.notify(template, accounts, about: job, subject: subject, because: reason?.rawValue, tx)
    }
}

// swift-format-ignore
extension NoticeTemplate {
    static let timeProposed   = JobNotice.template("time_proposed", "New time for {{job}} proposed", "Another time is proposed for {{job}}. Answer within 48 hours, and before the present start.\n\n{{reason}}")
    static let timeAccepted   = JobNotice.template("time_accepted", "New time for {{job}} accepted", "The new time for {{job}} is accepted; the job has moved.")
    static let timeDeclined   = JobNotice.template("time_declined", "New time for {{job}} declined", "The new time for {{job}} was declined; the job stays where it is.")
    static let timeWithdrawn  = JobNotice.template("time_withdrawn", "New time for {{job}} withdrawn", "The proposal of a new time for {{job}} was withdrawn.")
    static let timeUnanswered = JobNotice.template("time_unanswered", "New time for {{job}} not answered", "The proposed new time for {{job}} was not answered in time; the job stays where it is.")
}
