import Kernel
import Store

/// Warns administrators of requests that have waited for twenty of their thirty days, once for each.
struct WarnOfRequests: Job {
    static let kind = "privacy.warn_of_requests"
    static let policy = JobPolicy(queue: .maintenance)

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            let waiting: [PrivacyRequest] = try tx.all(
                """
                SELECT \(PrivacyRequest.columns) FROM privacy_request q
                 WHERE \(PrivacyRequest.isOpen) AND q.warned_at IS NULL
                   AND q.received_at <= \(tx.now - PrivacyRequest.warningTime)
                 ORDER BY q.received_at, q.id
                """
            )
            for request in waiting {
                let about = (PrivacyRequest.kind, request.id.cast(to: Subject.self))
                let day = call.site.product.zone.civil(request.dueAt).date
                try Notifications.notify(.administrators(of: call.site), tx) { _ in
                    Notice(template: .privacyRequestDue, about: about, values: ["due": day.description])
                }
                try tx.execute("UPDATE privacy_request SET warned_at = \(tx.now) WHERE id = \(request.id)")
            }
        }
        return .done
    }
}
