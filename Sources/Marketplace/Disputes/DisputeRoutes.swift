import Kernel
import Platform
import Store
import Web

/// Disputes about paid jobs: opened by one side, answered by the other, decided by the staff.
enum DisputeRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //    path                   handler  needs
        Post ("/jobs/{id}/dispute",   open,    .disputeOpen,   "Open a dispute about a job",
              details: "While the work is underway, delivered or in rework; after the planned start of a funded job; within 14 days after the completion. Money waits until the dispute is final. One dispute of a job.").idempotent.refuses(.illegalTransition, .alreadyThere)
        Get  ("/jobs/{id}/dispute",   show,    .disputeRead,   "Get the dispute about a job")
        Put  ("/jobs/{id}/dispute",   move,    .disputeRead,   "Answer, appeal or decide a dispute",
              details: "Local managers decide until the tenth day, then administrators; an appeal is decided by an administrator who did not decide before. A refund above the limit of one person needs the same decision from a second one, and above the limit of local managers one of them is an administrator; until then it is `proposed`.").refuses(.illegalTransition, .interested, .secondPersonNeeded, .paymentDisputed)
        Get  ("/lsm/disputes",        list,    .disputeDecide, "List the disputes of the caller's regions",
              details: "Undecided ones first, then latest first.")
    }

    static func open(_ call: Call, id: ID<Job>, body: NewDispute) async throws -> Created<DisputeView> {
        try await call.db.write { tx in
            let job = try Job.find(id, within: call.scope(of: .jobRead), tx)
            guard let side = job.side(of: call.actor.account) else { throw Problem(.notFound) }
            try Quota.disputesADay.consume(as: call, tx)
            let dispute = try Dispute.open(body, on: job, by: side, as: call, tx)
            let view = try DisputeView(dispute, for: call, tx)
            return Created(view, at: "/jobs/\(id)/dispute", version: dispute.version)
        }
    }

    static func show(_ call: Call, id: ID<Job>) async throws -> Versioned<DisputeView> {
        // Links to files are rows of their own.
        try await call.db.write { tx in try versioned(Dispute.find(on: id, within: call.scope, tx), call, tx)
        }
    }

    static func list(_ call: Call, filter: DisputeFilter, page: PageRequest) async throws -> Page<DisputeView>
    {
        try await call.db.write { tx in try Dispute.list(filter, page, for: call, tx) }
    }

    static func move(
        _ call: Call,
        id: ID<Job>,
        match: IfMatch?,
        body: DisputeMove
    ) async throws -> Versioned<DisputeView> {
        try body.check()
        let needed: Permission = body.action == .decide ? .disputeDecide : .disputeOpen
        return try await call.db.write { tx in
            // Strangers find nothing, whatever they would be allowed elsewhere.
            _ = try Dispute.find(on: id, within: call.scope, tx)
            let found = try Dispute.find(on: id, within: call.scope(demanding: needed), tx)
            try match?.check(found.version)
            return try versioned(advanced(found, by: body, call, tx), call, tx)
        }
    }

    private static func advanced(
        _ dispute: Dispute,
        by body: DisputeMove,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Dispute {
        switch (body.action, body.text, body.outcome, body.reason) {
        case (.decide, _, let outcome?, let reason?):
            let refund = body.refundMinor.map { Int64($0.value) }
            let moved = try dispute.decided(outcome, refund: refund, because: reason, as: call, tx)
            try LSMLog.write(
                .dispute,
                dispute.id.cast(),
                in: dispute.region,
                "decide",
                reason.rawValue,
                by: call.actor,
                tx
            )
            return moved
        case (.answer, let text?, _, _):
            return try dispute.answered(text, body.files, by: side(of: dispute, call), as: call, tx)
        case (.appeal, let text?, _, _):
            return try dispute.appealed(text, by: side(of: dispute, call), as: call, tx)
        default:
            throw Problem(.invalid)
        }
    }

    private static func side(of dispute: Dispute, _ call: Call) throws(Problem) -> Job.Side {
        guard let side = dispute.side(of: call.actor.account) else { throw Problem(.notFound) }
        return side
    }

    private static func versioned(
        _ dispute: Dispute,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<DisputeView> {
        Versioned(try DisputeView(dispute, for: call, tx), version: dispute.version)
    }
}
