import Kernel
import Store

extension ServiceRequest {
    /// The clock after `event`: it starts at the submission, pauses while documents are missing, and stops at the end.
    func clock(after event: Event, at now: Instant) -> ServiceClock? {
        switch event {
        case .submit: .started(at: now, workingDays: service.service.workingDays)
        case .requestDocuments: clock?.paused(at: now)
        case .resumeReview, .deliverPapers: clock?.resumed(at: now)
        case .complete, .reject: clock?.stopped(at: now)
        case .startReview, .close: clock
        }
    }
}

extension ServiceClock {
    static let columns: SQL = "r.due_at, r.paused_at, r.stopped_at"

    /// Nil while the request is a draft.
    static func read(_ row: inout Row) throws -> ServiceClock? {
        let (dueAt, pausedAt, stoppedAt): (Instant?, Instant?, Instant?) = try (
            row.next(), row.next(), row.next()
        )
        return dueAt.map { Self(dueAt: $0, pausedAt: pausedAt, stoppedAt: stoppedAt) }
    }
}
