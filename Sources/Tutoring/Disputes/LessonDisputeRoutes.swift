import Kernel
import Platform
import Store
import Web

/// Disputes about lessons: opened by one side, decided by an administrator.
enum LessonDisputeRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //    path                       handler  needs
        Post ("/bookings/{id}/dispute",   open,    .lessonDispute, "Dispute a lesson",
               details: "Students within three days after a charge, tutors within a day after a report of their absence. The earning is held until the decision.").refuses(.illegalTransition, .disputeOver)
        Get  ("/admin/disputes",          list,    .disputeDecide, "List disputes",
               details: "Undecided ones first, then newest first.")
        Patch("/admin/disputes/{id}",     decide,  .disputeDecide, "Decide a dispute",
               details: "The share goes back to the student, with the lot living 14 days longer; the rest is charged. `If-Match` names the version of the dispute that was read.").refuses(.illegalTransition, .stale, .preconditionRequired, .paymentsContested)
    }

    static func open(
        _ call: Call,
        id: ID<Lesson>,
        match: IfMatch?,
        body: NewDispute
    ) async throws -> Versioned<LessonView> {
        let files = body.files ?? []
        guard files.count <= LessonDispute.mostFiles else {
            throw Problem(.invalid, faults: [.init("/files", Refusal(.tooMany(LessonDispute.mostFiles)))])
        }
        return try await LessonRoutes.move(id, match, call) { lesson, tx in
            guard let side = lesson.side(of: call.actor.account) else { throw Problem(.notFound) }
            try Quota.lessonDisputesADay.consume(as: call, tx)
            return try lesson.disputed(by: side, body.reason.rawValue, files: files, as: call, tx)
        }
    }

    static func list(
        _ call: Call,
        filter: LessonDisputeFilter,
        page: PageRequest
    ) async throws -> Page<LessonDisputeView> {
        try await call.db.read { tx in try filter.page(page, for: call, tx) }
    }

    static func decide(
        _ call: Call,
        id: ID<LessonDispute>,
        match: IfMatch?,
        body: DisputeDecision
    ) async throws -> Versioned<LessonDisputeView> {
        guard let match else { throw Problem(.preconditionRequired) }
        return try await call.db.write { tx in
            let dispute = try LessonDispute.find(id, tx)
            try match.check(dispute.version)
            _ = try Lesson.find(dispute.lesson, tx).decided(body, on: dispute, as: call, tx)
            let decided = try LessonDispute.find(id, tx)
            let view = try LessonDisputeView.list([decided], for: call, tx)[0]
            return Versioned(view, version: decided.version)
        }
    }
}

/// The decision about a disputed lesson.
struct DisputeDecision: Body {
    /// The share that goes back to the student, in percent.
    var share: Ranged<0, 100>
    /// The reason; both sides read it.
    var reason: Reason
}
