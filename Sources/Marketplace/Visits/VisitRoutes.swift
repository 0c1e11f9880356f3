import Kernel
import Platform
import Store
import Web

/// Visits before a quote: proposed by one side of a job, answered by the other.
enum VisitRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //    path                                 handler   needs
        Post ("/jobs/{id}/visit-request",           propose, .jobPropose, "Propose a visit",
              details: "While the job is open, directed or quoted. Without a charge: a fee is a line of the quote. At most two open visits of a customer and a provider.").idempotent.refuses(.tooMany, .slotTaken, .outOfReach, .illegalTransition)
        Put  ("/jobs/{id}/visit-requests/{visit}",  answer,  .jobPropose, "Answer or end a visit",
              details: "An agreed visit takes the provider's time, and the provider sees the address until it ends.").refuses(.illegalTransition, .slotTaken)
    }

    static func propose(_ call: Call, id: ID<Job>, body: NewVisit) async throws -> Created<VisitView> {
        try await call.db.book { tx in
            let job = try Job.find(id, within: call.scope, tx)
            let side: Job.Side = job.customer == call.actor.account ? .customer : .provider
            try body.check(at: tx.now)
            let provider = try body.provider(of: side, for: call, tx)
            try Quota.proposalsADay.consume(as: call, tx)
            let visit = try Visit.propose(body, by: side, of: provider, on: job, as: call, tx)
            try visit.notify(.visitProposed, [visit.account(of: side.other)], on: job, tx)
            let path = "/jobs/\(id)/visit-requests/\(visit.id)"
            return Created(VisitView(visit, on: job, for: call), at: path, version: visit.version)
        }
    }

    static func answer(
        _ call: Call,
        id: ID<Job>,
        visit: ID<Visit>,
        match: IfMatch?,
        body: VisitAnswer
    ) async throws -> Versioned<VisitView> {
        try await call.db.book { tx in
            let found = try Visit.find(visit, on: id, for: call.account, tx)
            guard let side = found.side(of: call.actor.account) else { throw Problem(.notFound) }
            try match?.check(found.version)
            let moved = try found.answered(body.status, by: side, as: call, tx)
            let job = try Job.find(id, tx)
            try moved.notify(body.status.template, [moved.account(of: side.other)], on: job, tx)
            return Versioned(VisitView(moved, on: job, for: call), version: moved.version)
        }
    }
}

extension VisitAnswer.Choice {
    fileprivate var template: NoticeTemplate {
        switch self {
        case .agreed: .visitAgreed
        case .declined: .visitDeclined
        case .cancelled: .visitCancelled
        case .noShow: .visitMissed
        }
    }
}

/// An appointment of a provider at the place of a job.
struct VisitView: View {
    var id: ID<Visit>
    /// The job that is looked at beforehand.
    var jobId: ID<Job>
    /// The provider who comes.
    var providerId: ID<Provider>
    /// The side that has proposed it; the other answers.
    var proposedBy: Job.Side
    /// When it begins.
    var from: Instant
    /// When it ends.
    var until: Instant
    /// The matter to look at; masked for the other side until the job is funded.
    var note: String
    /// Whether it is agreed, still waits for an answer, or is past.
    var state: Visit.Status
    /// When the state ends by itself; absent in states without an end.
    var expiresAt: Instant?
    /// When it was proposed.
    var createdAt: Instant
    /// The value for `If-Match`.
    var version: Int

    init(_ visit: Visit, on job: Job, for call: Call) {
        id = visit.id
        jobId = visit.job
        providerId = visit.provider
        proposedBy = visit.proposedBy
        from = visit.from
        until = visit.until
        let isOwn = visit.side(of: call.actor.account) == visit.proposedBy
        let isOpen = isOwn || (job.isUnmasked && job.provider == visit.provider)
        note = isOpen ? visit.note.rawValue : Masking.mask(visit.note.rawValue).shown
        state = visit.status
        expiresAt = visit.expiresAt
        createdAt = visit.createdAt
        version = visit.version
    }
}
